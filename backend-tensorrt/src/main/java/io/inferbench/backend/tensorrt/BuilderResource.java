package io.inferbench.backend.tensorrt;

import static org.bytedeco.tensorrt.global.nvinfer.createInferBuilder;

import io.inferbench.api.backend.Unavailable.Reason;
import io.inferbench.backend.support.UnavailableException;
import org.bytedeco.tensorrt.nvinfer.IBuilder;

/** What the builder needs beside libnvinfer: a file with the kernels of the card's architecture. */
final class BuilderResource {

    private BuilderResource() {}

    /**
     * Makes sure that engines can be built for the calling thread's device, by making a builder.
     *
     * @throws UnavailableException naming the file for the device's architecture and where it comes from
     */
    static void require(TensorrtLibrary library, int computeCapability, EngineLog log) throws UnavailableException {
        IBuilder builder = createInferBuilder(log);
        if (NativeObject.isThere(builder)) {
            NativeObject.delete(builder);
            return;
        }
        throw missing(library, computeCapability, log);
    }

    /** Returns why there is no builder, as far as TensorRT tells. */
    static UnavailableException missing(TensorrtLibrary library, int computeCapability, EngineLog log) {
        String wanted = "libnvinfer_builder_resource_sm" + computeCapability + ".so." + library.version();
        return new UnavailableException(
                Reason.LIBRARY_MISSING,
                "TensorRT " + library.version() + " runs here and makes no builder for a device of compute capability "
                        + computeCapability + ": " + log.complaints(),
                "put " + wanted + " beside libnvinfer"
                        + library.file().map(file -> " (" + file + ")").orElse("")
                        + "; it is part of NVIDIA's own packages of"
                        + " TensorRT " + library.version()
                        + " (the tar and deb packages, and the wheel tensorrt-cu13-libs of"
                        + " pypi.nvidia.com), not of the -redist jar on Maven Central. Or build elsewhere on the same kind of"
                        + " card, give the engine as model and set '" + TensorrtOptions.ENGINE_PREBUILT.name()
                        + "' to true",
                null);
    }
}
