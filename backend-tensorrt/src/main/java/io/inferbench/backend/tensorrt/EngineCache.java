package io.inferbench.backend.tensorrt;

import io.inferbench.api.backend.BackendException;
import io.inferbench.api.option.Options;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/** The folder of built engines; a file in it is whole or absent. */
final class EngineCache {

    /** Writes the content of a file. */
    @FunctionalInterface
    interface Content {

        void writeTo(FileChannel file) throws IOException;
    }

    private final Path folder;

    private EngineCache(Path folder) {
        this.folder = folder;
    }

    /**
     * Opens the folder of the options, or the user's; makes it.
     *
     * @throws BackendException if it cannot be made
     */
    static EngineCache open(Options options) throws BackendException {
        Path folder = options.find(TensorrtOptions.ENGINE_CACHE)
                .orElseGet(() -> userFolder(System.getProperty("os.name", "")));
        try {
            Files.createDirectories(folder);
        } catch (IOException refused) {
            throw new BackendException(
                    "cannot make the folder of built engines " + folder + ": " + refused.getMessage() + "; set '"
                            + TensorrtOptions.ENGINE_CACHE.name() + "' to one that can be written",
                    refused);
        }
        return new EngineCache(folder);
    }

    /** Returns the place for what programs of a user may lose, as each system has it. */
    private static Path userFolder(String system) {
        String name = system.toLowerCase(Locale.ROOT);
        String set = System.getenv(name.startsWith("windows") ? "LOCALAPPDATA" : "XDG_CACHE_HOME");
        Path base = set != null && !set.isBlank() ? Path.of(set) : Path.of(System.getProperty("user.home"), ".cache");
        return base.resolve("inferbench").resolve("tensorrt");
    }

    /** Returns where the engine of a recipe lies, or would. */
    Path engine(EngineRecipe recipe) {
        return folder.resolve(recipe.key() + ".engine");
    }

    /** Returns where the names of an engine's axes lie, which engines do not keep. */
    Path axes(EngineRecipe recipe) {
        return folder.resolve(recipe.key() + ".axes");
    }

    /** Returns where the measurements of kernels lie: they hold for one release on one kind of card. */
    Path timings(EngineRecipe recipe) {
        String device = recipe.parts().getOrDefault("device.name", "").replaceAll("[^A-Za-z0-9]+", "-");
        return folder.resolve("timings-" + recipe.parts().get("tensorrt.version") + "-" + device);
    }

    /** Writes what an engine was made of beside it, for people. */
    void describe(EngineRecipe recipe) throws IOException {
        write(
                folder.resolve(recipe.key() + ".txt"),
                file -> write(file, recipe.text().getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Keeps other processes from building the same; blocks while one does.
     *
     * @return to be closed when the engine is there
     */
    FileChannel lock(EngineRecipe recipe) throws IOException {
        FileChannel channel = FileChannel.open(
                folder.resolve(recipe.key() + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            // Closing the channel gives the lock back.
            channel.lock();
            return channel;
        } catch (IOException | RuntimeException refused) {
            channel.close();
            throw refused;
        }
    }

    /** Writes a file under another name, and renames it when it is whole and on the disk. */
    static void write(Path target, Content content) throws IOException {
        Path folder = target.toAbsolutePath().getParent();
        Path partial = Files.createTempFile(folder, target.getFileName().toString(), ".part");
        try {
            try (FileChannel file = FileChannel.open(partial, StandardOpenOption.WRITE)) {
                content.writeTo(file);
                file.force(true);
            }
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    private static void write(FileChannel file, byte[] bytes) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(bytes);
        while (left.hasRemaining()) {
            file.write(left);
        }
    }
}
