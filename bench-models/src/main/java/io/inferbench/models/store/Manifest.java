package io.inferbench.models.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apiguardian.api.API;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an entry of the store holds: its last file to be written, and the proof that the others are whole.
 *
 * @param key the text that decided every byte
 * @param files the other files by name
 */
@API(status = API.Status.INTERNAL, since = "0.1")
public record Manifest(String key, SortedMap<String, Entry> files) {
    static final String FILE = "manifest.json";

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** Keeps its own sorted copy. */
    public Manifest {
        files = new TreeMap<>(files);
    }

    /**
     * One file.
     *
     * @param bytes its length
     * @param sha256 the hash of its content, in hexadecimal
     */
    public record Entry(long bytes, String sha256) {}

    void write(Path folder) throws IOException {
        Files.write(folder.resolve(FILE), JSON.writeValueAsBytes(this));
    }

    /** The manifest of a folder, if there is one and every file has the length that it says. */
    static Optional<Manifest> read(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        Optional<Manifest> manifest = parse(Files.readAllBytes(file));
        return manifest.isPresent() && manifest.get().fits(folder) ? manifest : Optional.empty();
    }

    private static Optional<Manifest> parse(byte[] json) {
        try {
            JsonNode root = JSON.readTree(json);
            SortedMap<String, Entry> files = new TreeMap<>();
            for (Map.Entry<String, JsonNode> file : root.path("files").properties()) {
                JsonNode entry = file.getValue();
                files.put(
                        file.getKey(),
                        new Entry(
                                entry.path("bytes").asLong(-1),
                                entry.path("sha256").asString("")));
            }
            return files.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Manifest(root.path("key").asString(""), files));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private boolean fits(Path folder) throws IOException {
        for (Map.Entry<String, Entry> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            if (!Files.isRegularFile(path)
                    || Files.size(path) != file.getValue().bytes()) {
                return false;
            }
        }
        return true;
    }
}
