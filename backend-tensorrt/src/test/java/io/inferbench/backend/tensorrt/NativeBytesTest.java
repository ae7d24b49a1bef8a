package io.inferbench.backend.tensorrt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Engines outgrow one buffer; here a few bytes do. */
class NativeBytesTest {

    private static final int CHUNK_BYTES = 8;

    @TempDir
    Path folder;

    @BeforeAll
    static void needsJavaCpp() {
        try {
            Loader.load(Pointer.class);
        } catch (LinkageError otherPlatform) {
            abort("the natives of JavaCPP on the class path are for another platform: " + otherPlatform.getMessage());
        }
    }

    @Test
    void allChunksAreReadAndWritten() throws Exception {
        byte[] content = new byte[3 * CHUNK_BYTES + 5];
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte) (7 * i + 1);
        }
        Path from = Files.write(folder.resolve("from"), content);
        Path to = folder.resolve("to");
        NativeBytes bytes = NativeBytes.read(from, CHUNK_BYTES);
        try (FileChannel file = FileChannel.open(to, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            bytes.writeTo(file, CHUNK_BYTES);
        } finally {
            bytes.free();
        }
        assertThat(to).hasBinaryContent(content);
    }
}
