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

/** ONNX Runtime on an NVIDIA GPU with its CUDA kernels. */
public final class OrtCudaBackend implements Backend {

    static final String ID = "ort-cuda";

    /** Creates the provider; does nothing else. */
    public OrtCudaBackend() {}

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String description() {
        return "ONNX Runtime on an NVIDIA GPU with its CUDA kernels, tensors and caches on the device";
    }

    @Override
    public List<OptionSpec<?>> options() {
        return OrtOptions.CUDA;
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
        return EngineDoor.probe("add " + artifacts(), () -> OrtDoor.probeGpu(CudaProvider.Kind.CUDA, options));
    }

    @Override
    public BackendSession open(SessionSpec spec) throws BackendException {
        return EngineDoor.open("add " + artifacts(), () -> OrtDoor.openGpu(CudaProvider.Kind.CUDA, spec));
    }

    private static String artifacts() {
        return MavenCoordinates.bytedeco("-gpu") + "; " + MavenCoordinates.cuda();
    }
}
