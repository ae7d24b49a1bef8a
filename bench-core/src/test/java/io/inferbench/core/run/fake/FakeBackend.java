package io.inferbench.core.run.fake;

import io.inferbench.api.Device;
import io.inferbench.api.backend.Availability;
import io.inferbench.api.backend.Available;
import io.inferbench.api.backend.Backend;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.BackendSession;
import io.inferbench.api.backend.SessionSpec;
import io.inferbench.api.model.ModelFormat;
import io.inferbench.api.option.OptionSpec;
import io.inferbench.api.option.Options;
import java.util.List;
import java.util.Map;

/** An engine that adds numbers, or does what its option says. */
public class FakeBackend implements Backend {

    public static final OptionSpec<Behaviour> BEHAVIOUR =
            OptionSpec.choice("behaviour", Behaviour.class, "what to do wrong").withDefault(Behaviour.GOOD);

    public static final OptionSpec<Integer> CONCURRENCY =
            OptionSpec.integer("max_concurrency", 1, 64, "threads at once").withDefault(1);

    private final String id;
    private final Behaviour always;

    public FakeBackend() {
        this("fake", Behaviour.GOOD);
    }

    public FakeBackend(String id, Behaviour always) {
        this.id = id;
        this.always = always;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public List<OptionSpec<?>> options() {
        return List.of(BEHAVIOUR, CONCURRENCY);
    }

    @Override
    public List<ModelFormat> formats() {
        return List.of(ModelFormat.ONNX, FakeModels.FORMAT);
    }

    @Override
    public Availability probe(Options options) {
        return new Available("1.0", List.of(Device.CPU), Map.of());
    }

    @Override
    public BackendSession open(SessionSpec spec) throws BackendException {
        Behaviour behaviour = always == Behaviour.GOOD ? spec.options().get(BEHAVIOUR) : always;
        if (behaviour == Behaviour.THROW_IN_OPEN) {
            throw new BackendException("asked for a session, found no will to open one; try another behaviour");
        }
        Device device = behaviour == Behaviour.OTHER_DEVICE ? Device.cuda(0) : Device.CPU;
        return FakeSession.open(behaviour, spec.options().get(CONCURRENCY), device);
    }
}
