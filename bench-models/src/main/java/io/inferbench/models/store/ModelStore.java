package io.inferbench.models.store;

import io.inferbench.api.model.ModelException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * A folder of model files that any number of threads and processes may use at once.
 *
 * <p>An entry is written under a temporary name and renamed when it is complete, so a reader never sees half of one, even
 * after a crash. Writers of the same entry wait for each other by a file lock, to spare the work; where locks do not
 * function, the first one to rename wins and the others take its files.
 */
@API(status = API.Status.INTERNAL, since = "0.1")
public final class ModelStore {
    /** File locks belong to the process, so threads of one process need a second one. */
    private static final Map<Path, Object> MONITORS = new ConcurrentHashMap<>();

    private final Path root;

    /** A store in this folder, which is made when something is written. */
    public ModelStore(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    /**
     * A complete entry.
     *
     * @param folder where its files are
     * @param manifest what they are
     */
    public record Entry(Path folder, Manifest manifest) {

        /** One hash over the hashes of all files. */
        public String sha256() {
            StringBuilder all = new StringBuilder();
            manifest.files()
                    .forEach((name, file) ->
                            all.append(name).append(' ').append(file.sha256()).append('\n'));
            return Hashes.sha256(all.toString());
        }
    }

    /** Fills a folder with the files of an entry. */
    @FunctionalInterface
    public interface Writer {
        /** Writes into the empty folder and says what was written. */
        Manifest write(Path folder) throws IOException, ModelException;
    }

    /**
     * The entry for a key, written first if the store does not have it.
     *
     * @param label starts the folder's name, for people; letters, digits, {@code .}, {@code _} and {@code -}
     * @param key everything that decides the files' bytes
     * @param bytes about how much room the files take
     * @throws ModelException if the files can be neither found nor written
     */
    public Entry obtain(String label, String key, long bytes, Writer writer) throws ModelException {
        String name = label + "-" + Hashes.sha256(key).substring(0, 16);
        Path folder = root.resolve(name);
        try {
            Optional<Manifest> present = Manifest.read(folder);
            if (present.isPresent()) {
                return new Entry(folder, present.get());
            }
            Files.createDirectories(root);
            synchronized (MONITORS.computeIfAbsent(folder, f -> new Object())) {
                return obtainLocked(name, bytes, writer);
            }
        } catch (IOException e) {
            throw unwritable(label, bytes, e);
        }
    }

    private Entry obtainLocked(String name, long bytes, Writer writer) throws IOException, ModelException {
        Path folder = root.resolve(name);
        Path lockFile = root.resolve("." + name + ".lock");
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                @Nullable FileLock lock = lock(channel)) {
            Optional<Manifest> present = Manifest.read(folder);
            if (present.isPresent()) {
                return new Entry(folder, present.get());
            }
            if (lock != null) {
                removeLeftovers(name);
            }
            checkRoom(name, bytes);
            return write(name, folder, writer);
        }
    }

    /** The lock, or null on file systems that have none; renaming keeps entries whole without it. */
    private static @Nullable FileLock lock(FileChannel channel) {
        try {
            return channel.lock();
        } catch (IOException e) {
            return null;
        }
    }

    private Entry write(String name, Path folder, Writer writer) throws IOException, ModelException {
        Path temporary = root.resolve(temporaryPrefix(name) + UUID.randomUUID());
        Files.createDirectory(temporary);
        try {
            Manifest manifest = writer.write(temporary);
            manifest.write(temporary);
            return publish(temporary, folder, manifest);
        } finally {
            delete(temporary);
        }
    }

    private static Entry publish(Path temporary, Path folder, Manifest manifest) throws IOException {
        try {
            Files.move(temporary, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            Optional<Manifest> other = Manifest.read(folder);
            if (other.isEmpty()) {
                throw e;
            }
            return new Entry(folder, other.get());
        }
        return new Entry(folder, manifest);
    }

    /** What a killed writer left behind, and an entry that is no longer whole. Only under the lock. */
    private void removeLeftovers(String name) throws IOException {
        List<Path> leftovers;
        try (Stream<Path> all = Files.list(root)) {
            leftovers = all.filter(p -> fileName(p).equals(name) || fileName(p).startsWith(temporaryPrefix(name)))
                    .toList();
        }
        for (Path leftover : leftovers) {
            delete(leftover);
        }
    }

    private static String temporaryPrefix(String name) {
        return "." + name + ".tmp-";
    }

    private static String fileName(Path path) {
        return String.valueOf(path.getFileName());
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    private void checkRoom(String name, long bytes) throws IOException, ModelException {
        long free = Files.getFileStore(root).getUsableSpace();
        if (free < bytes) {
            throw new ModelException(String.format(
                    Locale.ROOT,
                    "%s needs %,d bytes in %s, where %,d are free; make room there or choose another model cache",
                    name,
                    bytes,
                    root,
                    free));
        }
    }

    private ModelException unwritable(String label, long bytes, IOException cause) {
        return new ModelException(
                String.format(
                        Locale.ROOT,
                        "%s (%,d bytes) could not be written to the model cache %s: %s; check permissions and free space"
                                + " there or choose another model cache",
                        label,
                        bytes,
                        root,
                        reason(cause)),
                cause);
    }

    private static String reason(IOException cause) {
        if (cause instanceof AccessDeniedException denied) {
            return "no permission for " + denied.getFile();
        }
        if (cause instanceof FileAlreadyExistsException file) {
            return file.getFile() + " is a file, not a folder";
        }
        return String.valueOf(cause.getMessage());
    }
}
