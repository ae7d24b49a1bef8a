package io.inferbench.backend.ort;

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
 * ONNX Runtime on the CPU through DJL, marshalling included, as Java applications use it.
 *
 * <p>Beside {@link OrtCpuBackend} it shows what DJL and Microsoft's Java binding cost on top of the engine.
 */
public final class OrtDjlBackend implements Backend {

    static final String ID = "ort-djl";

    /** Creates the provider; does nothing else. */
    public OrtDjlBackend() {}

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String description() {
        return "ONNX Runtime on the CPU through DJL's engine, NDList in and out";
    }

    @Override
    public List<OptionSpec<?>> options() {
        return OrtOptions.DJL;
    }

    @Override
    public List<ModelFormat> formats() {
        return ModelFile.FORMATS;
    }

    @Override
    public Set<String> engineResources() {
        return Set.of("ai/djl/onnxruntime/", OrtOptions.MICROSOFT_RESOURCES);
    }

    @Override
    public Availability probe(Options options) {
        return EngineDoor.probe("add " + MavenCoordinates.djl(), DjlDoor::probe);
    }

    @Override
    public BackendSession open(SessionSpec spec) throws BackendException {
        return EngineDoor.open("add " + MavenCoordinates.djl(), () -> DjlDoor.open(spec));
    }
}
