package io.inferbench.models.checkpoint;

import io.inferbench.models.weights.FloatFormat;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One file of named tensors: eight bytes of header length, a JSON header, then the values (the safetensors format).
 *
 * <p>Tensors are mapped when first read and unmapped by the garbage collector. Safe for use by several threads.
 */
final class SafetensorsFile implements AutoCloseable {
    /** The format's own limit. */
    private static final long MAX_HEADER_BYTES = 100_000_000;

    /** A mapping holds at most 2 GiB; a power of two keeps every value within one segment. */
    private static final long SEGMENT_BYTES = 1L << 30;

    private static final JsonMapper JSON = new JsonMapper();

    private final Path path;
    private final FileChannel channel;
    private final byte[] header;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    /** A tensor's place in the file. */
    record Entry(String type, List<Integer> shape, long offset, long bytes, List<MappedByteBuffer> segments) {}

    SafetensorsFile(Path path) throws IOException {
        this.path = path;
        channel = FileChannel.open(path, StandardOpenOption.READ);
        try {
            header = readHeader();
            parse();
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    Map<String, Entry> entries() {
        return entries;
    }

    /** What the file says of its tensors, byte for byte. */
    byte[] header() {
        return header;
    }

    void read(String name, FloatFormat format, long first, float[] target, int at, int count) throws IOException {
        Entry entry = mapped(name);
        long position = first * format.bytes();
        int done = 0;
        while (done < count) {
            MappedByteBuffer segment = entry.segments().get((int) (position / SEGMENT_BYTES));
            int within = (int) (position % SEGMENT_BYTES);
            int here = Math.min(count - done, (segment.capacity() - within) / format.bytes());
            format.decode(segment.duplicate().position(within), target, at + done, here);
            done += here;
            position += (long) here * format.bytes();
        }
    }

    private Entry mapped(String name) throws IOException {
        Entry entry = entries.get(name);
        if (entry == null) {
            throw new IOException(path + " has no tensor " + name);
        }
        synchronized (entry.segments()) {
            for (long done = (long) entry.segments().size() * SEGMENT_BYTES;
                    done < entry.bytes();
                    done += SEGMENT_BYTES) {
                long length = Math.min(SEGMENT_BYTES, entry.bytes() - done);
                entry.segments().add(channel.map(FileChannel.MapMode.READ_ONLY, entry.offset() + done, length));
            }
        }
        return entry;
    }

    private byte[] readHeader() throws IOException {
        ByteBuffer length = readAt(0, Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        long bytes = length.getLong(0);
        if (bytes < 2 || bytes > MAX_HEADER_BYTES || bytes > channel.size() - Long.BYTES) {
            throw new IOException(path + " is no safetensors file: its header would be " + Long.toUnsignedString(bytes)
                    + " bytes long, the file has " + channel.size());
        }
        return readAt(Long.BYTES, (int) bytes).array();
    }

    private ByteBuffer readAt(long position, int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                throw new EOFException(path + " ends after " + channel.size() + " bytes, inside its header");
            }
        }
        return buffer.flip();
    }

    private void parse() throws IOException {
        try {
            JsonNode root = JSON.readTree(header);
            for (Map.Entry<String, JsonNode> tensor : root.properties()) {
                if (!tensor.getKey().equals("__metadata__")) {
                    entries.put(tensor.getKey(), entry(tensor.getKey(), tensor.getValue()));
                }
            }
        } catch (JacksonException e) {
            throw new IOException(path + " has a header that is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    private Entry entry(String name, JsonNode node) throws IOException {
        List<Integer> shape = new ArrayList<>();
        node.path("shape").forEach(d -> shape.add(d.asInt()));
        long begin = node.path("data_offsets").path(0).asLong(-1);
        long end = node.path("data_offsets").path(1).asLong(-1);
        long start = (long) Long.BYTES + header.length;
        if (begin < 0 || end < begin || end > channel.size() - start) {
            throw new IOException(path + " is cut short or damaged: tensor " + name + " should lie at bytes " + begin
                    + " to " + end + " of " + (channel.size() - start));
        }
        return new Entry(
                node.path("dtype").asString(""), List.copyOf(shape), start + begin, end - begin, new ArrayList<>());
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
