package io.inferbench.models.checkpoint;

import io.inferbench.models.store.Hashes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The safetensors files of a folder as one set of tensors, by the index if there is one. */
final class SafetensorsFolder implements AutoCloseable {
    private static final String INDEX = "model.safetensors.index.json";
    private static final String SINGLE = "model.safetensors";

    private final List<SafetensorsFile> files = new ArrayList<>();
    private final Map<String, SafetensorsFile> tensors = new LinkedHashMap<>();
    private final StringBuilder description = new StringBuilder();

    SafetensorsFolder(Path folder) throws IOException {
        try {
            for (String name : fileNames(folder)) {
                add(folder.resolve(name));
            }
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private static SortedSet<String> fileNames(Path folder) throws IOException {
        if (Files.isRegularFile(folder.resolve(INDEX))) {
            return indexed(folder.resolve(INDEX));
        }
        if (Files.isRegularFile(folder.resolve(SINGLE))) {
            return new TreeSet<>(List.of(SINGLE));
        }
        try (Stream<Path> all = Files.list(folder)) {
            SortedSet<String> names = new TreeSet<>(all.map(p -> String.valueOf(p.getFileName()))
                    .filter(n -> n.endsWith(".safetensors"))
                    .toList());
            if (names.isEmpty()) {
                throw new IOException("the folder " + folder + " holds no .safetensors file");
            }
            return names;
        }
    }

    private static SortedSet<String> indexed(Path index) throws IOException {
        try {
            JsonNode map = new JsonMapper().readTree(Files.readAllBytes(index)).path("weight_map");
            SortedSet<String> names = new TreeSet<>();
            map.forEach(n -> names.add(n.asString("")));
            for (String name : names) {
                if (name.contains("/") || name.contains("\\") || !name.endsWith(".safetensors")) {
                    throw new IOException(index + " names '" + name + "', which is no file of its own folder");
                }
            }
            return names;
        } catch (JacksonException e) {
            throw new IOException(index + " is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    private void add(Path path) throws IOException {
        SafetensorsFile file = new SafetensorsFile(path);
        files.add(file);
        description
                .append(path.getFileName())
                .append(' ')
                .append(Files.size(path))
                .append(' ');
        description.append(Files.getLastModifiedTime(path).toMillis()).append(' ');
        description.append(Hashes.sha256(file.header())).append('\n');
        for (String name : file.entries().keySet()) {
            if (tensors.put(name, file) != null) {
                throw new IOException("the tensor " + name + " stands in two files of " + path.getParent());
            }
        }
    }

    /** Every tensor's name with the file that holds it. */
    Map<String, SafetensorsFile> tensors() {
        return tensors;
    }

    /** A text that changes when the files do. */
    String description() {
        return description.toString();
    }

    @Override
    public void close() throws IOException {
        for (SafetensorsFile file : files) {
            file.close();
        }
    }
}
