package io.inferbench.core.discovery;

import java.util.Map;
import java.util.Optional;

/** Where the providers of this project live, so that a missing one can be named by what to add. */
final class KnownArtifacts {

    private static final Map<String, String> BACKENDS = Map.of(
            "ort-cpu", "io.inferbench:backend-ort",
            "ort-cuda", "io.inferbench:backend-ort",
            "ort-tensorrt", "io.inferbench:backend-ort",
            "ort-djl", "io.inferbench:backend-ort",
            "tensorrt", "io.inferbench:backend-tensorrt",
            "djl-pytorch", "io.inferbench:backend-djl-pytorch",
            "openai", "io.inferbench:backend-remote");

    private KnownArtifacts() {}

    static Optional<String> providing(String kind, String id) {
        return kind.equals(ProviderCatalog.BACKEND) ? Optional.ofNullable(BACKENDS.get(id)) : Optional.empty();
    }
}
