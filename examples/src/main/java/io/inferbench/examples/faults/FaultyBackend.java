package io.inferbench.examples.faults;

import io.inferbench.api.backend.Availability;
import io.inferbench.api.backend.Backend;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.BackendSession;
import io.inferbench.api.backend.SessionSpec;
import io.inferbench.api.backend.TensorSession;
import io.inferbench.api.model.ModelFormat;
import io.inferbench.api.option.OptionSpec;
import io.inferbench.api.option.Options;
import io.inferbench.backend.ort.OrtCpuBackend;
import java.util.List;
import java.util.Set;

/** ONNX Runtime on the CPU, spoiled. */
abstract class FaultyBackend implements Backend {

    private final OrtCpuBackend engine = new OrtCpuBackend();
    private final String id;
    private final String description;
    private final Misdeed misdeed;

    FaultyBackend(String id, String description, Misdeed misdeed) {
        this.id = id;
        this.description = description;
        this.misdeed = misdeed;
    }

    @Override
    public final String id() {
        return id;
    }

    @Override
    public final String description() {
        return description;
    }

    @Override
    public final List<OptionSpec<?>> options() {
        return engine.options();
    }

    @Override
    public final List<ModelFormat> formats() {
        return engine.formats();
    }

    @Override
    public final Set<String> engineResources() {
        return engine.engineResources();
    }

    @Override
    public final Availability probe(Options options) {
        return engine.probe(options);
    }

    @Override
    public final BackendSession open(SessionSpec spec) throws BackendException {
        BackendSession session = engine.open(spec);
        if (session instanceof TensorSession tensors) {
            return new FaultySession(tensors, misdeed);
        }
        session.close();
        throw new BackendException("'" + id + "' spoils models that take tensors; choose one");
    }
}
