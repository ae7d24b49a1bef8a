package io.inferbench.backend.djl.pytorch;

import io.inferbench.backend.support.EngineArtifacts;

/** The artifacts a user may have to add, with the versions this module was built against. */
final class MavenCoordinates {

    private static final EngineArtifacts ARTIFACTS = EngineArtifacts.beside(MavenCoordinates.class);

    private MavenCoordinates() {}

    /** Returns the artifacts of DJL's engine, its JNI library and libtorch for this platform's CPU. */
    static String engine() {
        return ARTIFACTS.classes("ai.djl.pytorch:pytorch-engine", "djl.pytorch.engine") + ", "
                + ARTIFACTS.classes("ai.djl.pytorch:pytorch-jni", "djl.pytorch.jni") + " and " + natives();
    }

    /** Returns the artifact of libtorch for this platform's CPU. */
    static String natives() {
        return ARTIFACTS.classes("ai.djl.pytorch:pytorch-native-cpu", "pytorch") + ":" + EngineArtifacts.djlPlatform();
    }

    /** Returns the version of libtorch that the JNI library was built for. */
    static String libtorch() {
        return ARTIFACTS.version("pytorch");
    }
}
