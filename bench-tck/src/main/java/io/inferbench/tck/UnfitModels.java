package io.inferbench.tck;

import io.inferbench.api.model.ModelArtifact;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Models that cannot be opened, in the format of one that can. */
final class UnfitModels {

    private static final String NAME = "no-such-model-here";

    private UnfitModels() {}

    /** Returns an absent model, and for a format with files an empty one and one of garbage. */
    static List<ModelArtifact> like(ModelArtifact model, Path folder) throws IOException {
        Optional<Path> path = model.path();
        if (path.isEmpty()) {
            return List.of(new ModelArtifact(NAME, model.format(), Optional.empty(), Optional.empty(), model.facts()));
        }
        String fileName = String.valueOf(path.get().getFileName());
        Path absent = folder.resolve(NAME).resolve(fileName);
        Path empty = Files.createDirectories(folder.resolve("empty-model")).resolve(fileName);
        if (Files.isDirectory(path.get())) {
            Files.createDirectories(empty);
            return List.of(at(model, absent), at(model, empty));
        }
        Path garbage = Files.createDirectories(folder.resolve("garbage-model")).resolve(fileName);
        Files.write(empty, new byte[0]);
        Files.writeString(garbage, "This is not a model. ".repeat(64), StandardCharsets.UTF_8);
        return List.of(at(model, absent), at(model, empty), at(model, garbage));
    }

    private static ModelArtifact at(ModelArtifact model, Path path) {
        return new ModelArtifact(model.name(), model.format(), Optional.of(path), Optional.empty(), model.facts());
    }
}
