package io.inferbench.models;

import io.inferbench.api.ProgressListener;
import io.inferbench.api.model.ModelException;
import io.inferbench.models.store.Hashes;
import io.inferbench.models.store.Manifest;
import io.inferbench.models.store.ModelStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The hash of a user's model, remembered as long as its files do not change. */
final class FileHash {
    /** How exporters name the external weights of an ONNX file. */
    private static final List<String> DATA_ENDINGS = List.of(".data", "_data", ".weights");

    private final Path file;
    private final ModelStore store;

    FileHash(Path file, ModelStore store) {
        this.file = file;
        this.store = store;
    }

    String sha256(ProgressListener progress) throws ModelException {
        try {
            List<Path> files = Stream.concat(
                            Stream.of(file),
                            DATA_ENDINGS.stream().map(e -> Path.of(file + e)).filter(Files::isRegularFile))
                    .toList();
            StringBuilder key = new StringBuilder("hash\n");
            long total = 0;
            for (Path one : files) {
                total += Files.size(one);
                key.append(one).append(' ').append(Files.size(one)).append(' ');
                key.append(Files.getLastModifiedTime(one).toMillis()).append('\n');
            }
            ThrottledProgress throttled = new ThrottledProgress("hashing " + file.getFileName(), total, progress);
            ModelStore.Entry entry = store.obtain("hash", key.toString(), 0, folder -> {
                String hash = read(files, throttled);
                Files.writeString(folder.resolve("sha256"), hash);
                Manifest.Entry note = new Manifest.Entry(hash.length(), Hashes.sha256(hash));
                return new Manifest(key.toString(), new TreeMap<>(Map.of("sha256", note)));
            });
            return Files.readString(entry.folder().resolve("sha256"));
        } catch (IOException e) {
            throw new ModelException("the file " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static String read(List<Path> files, ThrottledProgress progress) throws IOException {
        MessageDigest digest = Hashes.sha256();
        byte[] buffer = new byte[1 << 20];
        long done = 0;
        for (Path file : files) {
            try (InputStream in = Files.newInputStream(file)) {
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    digest.update(buffer, 0, read);
                    done += read;
                    progress.accept(done);
                }
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
