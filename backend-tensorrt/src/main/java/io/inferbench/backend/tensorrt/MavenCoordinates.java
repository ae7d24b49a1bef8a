package io.inferbench.backend.tensorrt;

import io.inferbench.backend.support.EngineArtifacts;

/** What a user may have to add, with the versions this module was built against. */
final class MavenCoordinates {

    private static final EngineArtifacts ARTIFACTS = EngineArtifacts.beside(MavenCoordinates.class);

    private MavenCoordinates() {}

    /** Returns what has to be there for TensorRT to load at all. */
    static String remedy() {
        return "install NVIDIA's TensorRT " + release() + " (libnvinfer, libnvinfer_plugin, libnvonnxparser) and CUDA "
                + ARTIFACTS.version("cuda").replaceFirst("\\..*", "")
                + " with cuBLAS, cuDNN 9 and NVRTC, put their folders on the"
                + " library path (LD_LIBRARY_PATH), and add " + artifacts();
    }

    /** Returns the artifacts of the bindings, classes and natives for this platform. */
    static String artifacts() {
        return ARTIFACTS.preset("org.bytedeco:tensorrt", "tensorrt", "") + ", "
                + ARTIFACTS.preset("org.bytedeco:cuda", "cuda", "") + ", "
                + ARTIFACTS.preset("org.bytedeco:javacpp", "javacpp", "");
    }

    /** Returns the release of TensorRT that the bindings are for. */
    static String release() {
        return ARTIFACTS.version("tensorrt").replaceFirst("-.*", "");
    }
}
