package io.inferbench.core.sink;

import io.inferbench.api.metric.SinkException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;

/**
 * A file that appears under its name only when it is whole (S-05).
 *
 * <p>Until then its text is in a neighbour that ends in {@code .partial}, which {@link #close} deletes.
 */
final class WholeFile implements AutoCloseable {

    private static final int BUFFER_BYTES = 1 << 16;
    private static final Set<String> NO_NAMES = Set.of("", ".", "..");

    private final Path path;
    private final Path partial;
    private boolean committed;

    private WholeFile(Path path, Path partial) {
        this.path = path;
        this.partial = partial;
    }

    /** What a file is filled with. */
    @FunctionalInterface
    interface Content {

        /** Writes everything; need not flush. */
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Makes sure that the file can be written, by making the neighbour.
     *
     * @throws SinkException if it cannot
     */
    static WholeFile reserve(Path directory, String name) throws SinkException {
        Path path = child(directory, name);
        if (Files.isDirectory(path)) {
            throw new SinkException("cannot write " + path + ": a folder of that name is there; remove it or set the "
                    + "sink's option 'file' to another name");
        }
        Path partial = path.resolveSibling(path.getFileName() + ".partial");
        try {
            FileChannel.open(
                            partial,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.TRUNCATE_EXISTING)
                    .close();
        } catch (IOException refused) {
            throw unwritable(path, refused);
        }
        return new WholeFile(path, partial);
    }

    private static Path child(Path directory, String name) throws SinkException {
        try {
            Path single = directory.getFileSystem().getPath(name);
            if (single.getNameCount() == 1 && !single.isAbsolute() && !NO_NAMES.contains(name.strip())) {
                return directory.resolve(single);
            }
        } catch (InvalidPathException notAName) {
            throw new SinkException("'" + name + "' is not a file name: " + notAName.getReason(), notAName);
        }
        throw new SinkException("'" + name + "' is not a file name without folders; the file is made in " + directory);
    }

    /**
     * Fills the file, forces it to the disk and gives it its name; replaces a file of that name.
     *
     * @throws SinkException if it cannot be written in full; a file of that name from before is then still the old one
     */
    void write(Content content) throws SinkException {
        try (FileChannel channel =
                        FileChannel.open(partial, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES)) {
            content.writeTo(out);
            out.flush();
            channel.force(true);
        } catch (IOException failed) {
            throw unwritable(path, failed);
        }
        try {
            moveOverOld();
        } catch (IOException failed) {
            throw unwritable(path, failed);
        }
        committed = true;
    }

    private void moveOverOld() throws IOException {
        try {
            Files.move(partial, path, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException unsupported) {
            Files.move(partial, path, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static SinkException unwritable(Path path, IOException cause) {
        return new SinkException(
                "cannot write " + path + ": " + reason(cause)
                        + "; make room or give write permission there, or choose another folder for results",
                cause);
    }

    private static String reason(IOException cause) {
        String name = cause.getClass().getSimpleName().replace("Exception", "");
        return cause.getMessage() == null ? name : name + ", " + cause.getMessage();
    }

    /** Returns the file once it is whole. */
    Optional<Path> finished() {
        return committed ? Optional.of(path) : Optional.empty();
    }

    /** Deletes what is left of an unfinished file. */
    @Override
    public void close() throws SinkException {
        if (!committed) {
            try {
                Files.deleteIfExists(partial);
            } catch (IOException failed) {
                throw new SinkException("cannot delete " + partial + ": " + reason(failed), failed);
            }
        }
    }
}
