package io.inferbench.backend.ort;

import io.inferbench.backend.support.EngineArtifacts;

/** The artifacts a user may have to add, with the versions this module was built against. */
final class MavenCoordinates {

    private static final EngineArtifacts ARTIFACTS = EngineArtifacts.beside(MavenCoordinates.class);

    private MavenCoordinates() {}

    /** Returns the artifacts of the C++ API, classes and natives for this platform. */
    static String bytedeco(String nativesSuffix) {
        return ARTIFACTS.preset("org.bytedeco:onnxruntime", "bytedeco.onnxruntime", nativesSuffix) + ", "
                + ARTIFACTS.preset("org.bytedeco:javacpp", "bytedeco.javacpp", "");
    }

    /** Returns the artifacts of the CUDA runtime's binding. */
    static String cuda() {
        return ARTIFACTS.preset("org.bytedeco:cuda", "bytedeco.cuda", "");
    }

    /** Returns what to do where the CUDA runtime does not load. */
    static String cudaRemedy() {
        return "install the NVIDIA driver and CUDA 13's runtime (libcudart.so.13 on the library path), and add "
                + cuda();
    }

    /** Returns the artifacts of DJL's engine and of Microsoft's library. */
    static String djl() {
        return ARTIFACTS.classes("ai.djl.onnxruntime:onnxruntime-engine", "djl.engine") + " and "
                + ARTIFACTS.classes("com.microsoft.onnxruntime:onnxruntime", "microsoft.onnxruntime");
    }

    /** Returns this machine in the words of the folders in Microsoft's jar, for instance {@code linux-x64}. */
    static String microsoftPlatform() {
        return EngineArtifacts.djlPlatform().replace("x86_64", "x64");
    }
}
