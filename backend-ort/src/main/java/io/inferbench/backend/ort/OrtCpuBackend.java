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

/** ONNX Runtime on the CPU, through its C++ API with bound buffers. */
public final class OrtCpuBackend implements Backend {

    static final String ID = "ort-cpu";

    /** Creates the provider; does nothing else. */
    public OrtCpuBackend() {}

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String description() {
        return "ONNX Runtime on the CPU through its C++ API, inputs and outputs bound";
    }

    @Override
    public List<OptionSpec<?>> options() {
        return OrtOptions.CPU;
    }

    @Override
    public List<ModelFormat> formats() {
        return ModelFile.FORMATS;
    }

    @Override
    public Set<String> engineResources() {
        return Set.of(OrtOptions.BYTEDECO_RESOURCES);
    }

    @Override
    public Availability probe(Options options) {
        return EngineDoor.probe("add " + MavenCoordinates.bytedeco(""), () -> OrtDoor.probeCpu(options));
    }

    @Override
    public BackendSession open(SessionSpec spec) throws BackendException {
        return EngineDoor.open("add " + MavenCoordinates.bytedeco(""), () -> OrtDoor.openCpu(spec));
    }
}
