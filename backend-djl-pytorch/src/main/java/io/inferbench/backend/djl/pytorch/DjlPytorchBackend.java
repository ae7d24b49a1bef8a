package io.inferbench.backend.djl.pytorch;

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

/**
 * PyTorch on the CPU or on an NVIDIA GPU through DJL: TorchScript modules, tensors in and out or tokens with a cache that
 * stays in the engine.
 */
public final class DjlPytorchBackend implements Backend {

    static final String ID = "djl-pytorch";

    /** Creates the provider; does nothing else. */
    public DjlPytorchBackend() {}

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String description() {
        return "PyTorch through DJL's engine, TorchScript modules, on the CPU or CUDA";
    }

    @Override
    public List<OptionSpec<?>> options() {
        return PytorchOptions.ALL;
    }

    @Override
    public List<ModelFormat> formats() {
        return PytorchOptions.FORMATS;
    }

    @Override
    public Set<String> engineResources() {
        return PytorchOptions.ENGINE_RESOURCES;
    }

    @Override
    public Availability probe(Options options) {
        return EngineDoor.probe("add " + MavenCoordinates.engine(), () -> PytorchDoor.probe(options));
    }

    @Override
    public BackendSession open(SessionSpec spec) throws BackendException {
        return EngineDoor.open("add " + MavenCoordinates.engine(), () -> PytorchDoor.open(spec));
    }
}
