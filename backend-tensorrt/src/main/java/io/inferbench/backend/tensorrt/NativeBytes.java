package io.inferbench.backend.tensorrt;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/**
 * A run of bytes outside the Java heap, of any length: engines outgrow Java's buffers.
 *
 * @param start of the bytes
 * @param size their number
 */
record NativeBytes(Pointer start, long size) {

    private static final int CHUNK_BYTES = 1 << 28;

    /** Returns a file's bytes; {@link #free} frees them. */
    static NativeBytes read(Path path) throws IOException {
        return read(path, CHUNK_BYTES);
    }

    /** Returns a file's bytes, so many at a time. */
    static NativeBytes read(Path path, int chunkBytes) throws IOException {
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
            long size = file.size();
            Pointer memory = Pointer.malloc(Math.max(1, size));
            if (memory == null || memory.isNull()) {
                throw new IOException("no memory for the " + size + " bytes of " + path);
            }
            NativeBytes bytes = new NativeBytes(memory, size);
            for (long at = 0; at < size; ) {
                ByteBuffer chunk = bytes.chunk(at, chunkBytes);
                while (chunk.hasRemaining()) {
                    if (file.read(chunk) < 0) {
                        bytes.free();
                        throw new IOException(path + " became shorter while it was read");
                    }
                }
                at += chunk.capacity();
            }
            return bytes;
        }
    }

    /** Writes all bytes at the file's position. */
    void writeTo(FileChannel file) throws IOException {
        writeTo(file, CHUNK_BYTES);
    }

    /** Writes all bytes at the file's position, so many at a time. */
    void writeTo(FileChannel file, int chunkBytes) throws IOException {
        for (long at = 0; at < size; at += chunkBytes) {
            ByteBuffer chunk = chunk(at, chunkBytes);
            while (chunk.hasRemaining()) {
                file.write(chunk);
            }
        }
    }

    /** A buffer over a pointer that starts where the chunk does: one over a position in a pointer looks at other memory. */
    private ByteBuffer chunk(long at, int chunkBytes) {
        BytePointer from = new BytePointer(start).getPointer(at);
        return from.capacity(Math.min(chunkBytes, size - at)).asByteBuffer();
    }

    /** Frees memory that {@link #read} took. */
    void free() {
        Pointer.free(start);
    }
}
