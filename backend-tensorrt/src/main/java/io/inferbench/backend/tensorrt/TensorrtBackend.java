package io.inferbench.backend.tensorrt;

import io.inferbench.api.backend.Availability;
import io.inferbench.api.backend.Backend;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.BackendSession;
import io.inferbench.api.backend.SessionSpec;
import io.inferbench.api.model.ModelFormat;
import io.inferbench.api.option.OptionSpec;
import io.inferbench.api.option.Options;
import io.inferbench.backend.support.EngineDoor;
import java.util.List;
import java.util.Set;

/** TensorRT on an NVIDIA GPU. */
public final class TensorrtBackend implements Backend {

    static final String ID = "tensorrt";

    /** Creates the provider; does nothing else. */
    public TensorrtBackend() {}

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String description() {
        return "TensorRT on an NVIDIA GPU: builds an engine for the shapes of the plan and keeps it, or loads one of yours";
    }

    @Override
    public List<OptionSpec<?>> options() {
        return TensorrtOptions.ALL;
    }

    @Override
    public List<ModelFormat> formats() {
        return TensorrtOptions.FORMATS;
    }

    @Override
    public Set<String> engineResources() {
        return Set.of("org/bytedeco/tensorrt/");
    }

    @Override
    public Availability probe(Options options) {
        return EngineDoor.probe(MavenCoordinates.remedy(), () -> TensorrtDoor.probe(options));
    }

    @Override
    public BackendSession open(SessionSpec spec) throws BackendException {
        return EngineDoor.open(MavenCoordinates.remedy(), () -> TensorrtDoor.open(spec));
    }
}
