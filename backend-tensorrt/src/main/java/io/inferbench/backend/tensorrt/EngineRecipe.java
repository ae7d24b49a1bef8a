package io.inferbench.backend.tensorrt;

import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.SessionSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Everything that decides the bytes of an engine.
 *
 * @param parts by name, sorted
 */
record EngineRecipe(TreeMap<String, String> parts) {

    private static final int KEY_DIGITS = 24;
    private static final int BUFFER_BYTES = 1 << 20;

    /**
     * Gathers the parts.
     *
     * @throws BackendException if the model cannot be read
     */
    static EngineRecipe of(
            SessionSpec spec, ModelFile model, String libraryVersion, String deviceName, int computeCapability)
            throws BackendException {
        TreeMap<String, String> parts = new TreeMap<>();
        parts.put("model.name", model.name());
        parts.put("model.sha256", sha256(spec, model));
        // One hash may stand for several graphs of a model.
        parts.put("model.graph", model.file().getFileName().toString());
        parts.put("precision", spec.precision().id());
        parts.put("tensorrt.version", libraryVersion);
        parts.put("device.name", deviceName);
        parts.put("device.compute_capability", Integer.toString(computeCapability));
        parts.put("shape", spec.expectedShape().map(Object::toString).orElse("none"));
        for (var option : List.of(
                TensorrtOptions.OPTIMIZATION_LEVEL,
                TensorrtOptions.WORKSPACE_MIB,
                TensorrtOptions.SHAPES,
                TensorrtOptions.PROFILE_SHAPES,
                TensorrtOptions.KV_CAPACITY,
                TensorrtOptions.TF32,
                TensorrtOptions.LAYERS)) {
            parts.put(
                    "option." + option.name(),
                    spec.options().find(option).map(Object::toString).orElse("none"));
        }
        return new EngineRecipe(parts);
    }

    /** Returns a name for files: the same recipe gives the same. */
    String key() {
        return HexFormat.of()
                .formatHex(digest().digest(text().getBytes(StandardCharsets.UTF_8)))
                .substring(0, KEY_DIGITS);
    }

    /** Returns the parts, one a line. */
    String text() {
        return parts.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
                .collect(Collectors.joining());
    }

    private static String sha256(SessionSpec spec, ModelFile model) throws BackendException {
        if (spec.model().sha256().isPresent()) {
            return spec.model().sha256().get();
        }
        // A file of the user's: its external data, which may be anywhere beside it, counts too.
        MessageDigest digest = digest();
        try (Stream<Path> beside = Files.list(model.file().toAbsolutePath().getParent())) {
            for (Path file : beside.filter(Files::isRegularFile).sorted().toList()) {
                if (file.getFileName().equals(model.file().getFileName())) {
                    addContent(digest, file);
                } else {
                    add(digest, file.getFileName() + " " + Files.size(file) + " " + Files.getLastModifiedTime(file));
                }
            }
        } catch (IOException unreadable) {
            throw new BackendException(
                    "cannot read model " + model.file() + ": " + unreadable.getMessage(), unreadable);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void addContent(MessageDigest digest, Path file) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
    }

    private static void add(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyRuntimeHasIt) {
            throw new IllegalStateException(everyRuntimeHasIt);
        }
    }

    /** Returns what a reader of a report should see of it. */
    Map<String, String> facts() {
        return Map.of("engine.key", key(), "engine.precision", parts.getOrDefault("precision", ""));
    }
}
