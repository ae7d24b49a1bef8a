package io.inferbench.api.model;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A model in one format.
 *
 * @param name the model's name in reports
 * @param format how it is written
 * @param path the file, absent for {@link ModelFormat#REMOTE}
 * @param sha256 of everything that decides the outputs: graph and weights; absent if there is no file
 * @param facts what a backend or a reader may want to know: sizes, capacities, the graph's conventions
 */
public record ModelArtifact(
        String name, ModelFormat format, Optional<Path> path, Optional<String> sha256, Map<String, String> facts) {

    /** Copies the facts. */
    public ModelArtifact {
        facts = Map.copyOf(facts);
    }

    /** Returns a file without further facts, as users bring their own. */
    public static ModelArtifact file(String name, ModelFormat format, Path path) {
        return new ModelArtifact(name, format, Optional.of(path), Optional.empty(), Map.of());
    }
}
