package io.inferbench.core.agreement;

import io.inferbench.api.ElementType;
import io.inferbench.api.Tensor;
import io.inferbench.core.json.ReportJson;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tools.jackson.core.JacksonException;

/**
 * A reference's outputs on the disk.
 *
 * <p>Eight bytes {@code IBREF001}, the length of the header as a big-endian 32-bit number, the header as JSON, then the
 * values in the order and byte order that the header says. Read by forks on the machine that wrote it.
 */
public final class ReferenceFile {

    private static final byte[] MAGIC = {'I', 'B', 'R', 'E', 'F', '0', '0', '1'};
    private static final int PREFIX_BYTES = MAGIC.length + Integer.BYTES;

    private ReferenceFile() {}

    private record Header(String reference, String byteOrder, List<Request> requests) {}

    private record Request(int index, String inputsSha256, List<Output> outputs) {}

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Output(String name, ElementType type, long[] shape, long bytes) {}

    /**
     * Writes a file; whole or not at all.
     *
     * @param reference whose outputs these are
     * @throws IOException if there is no room or no permission
     */
    public static void write(Path file, String reference, List<RecordedRequest> requests) throws IOException {
        Header header = new Header(
                reference,
                ByteOrder.nativeOrder().toString(),
                requests.stream().map(ReferenceFile::describe).toList());
        byte[] json = ReportJson.mapper().writeValueAsBytes(header);
        ByteBuffer prefix = ByteBuffer.allocate(PREFIX_BYTES + json.length);
        prefix.put(MAGIC).putInt(json.length).put(json).flip();
        Path partial = file.resolveSibling(file.getFileName() + ".partial");
        try (FileChannel out = FileChannel.open(
                partial, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            writeAll(out, prefix);
            for (RecordedRequest request : requests) {
                for (Tensor tensor : request.outputs()) {
                    writeAll(out, tensor.bytes().duplicate());
                }
            }
            out.force(true);
        }
        Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Request describe(RecordedRequest request) {
        return new Request(
                request.index(),
                request.inputsSha256(),
                request.outputs().stream()
                        .map(tensor -> new Output(
                                tensor.name(),
                                tensor.type(),
                                tensor.shape(),
                                tensor.bytes().capacity()))
                        .toList());
    }

    private static void writeAll(FileChannel out, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }

    /**
     * Reads a file; the outputs are views of it.
     *
     * @throws IOException if it is not there, cut short, or from a machine of another byte order
     */
    public static List<RecordedRequest> read(Path file) throws IOException {
        Head head = head(file);
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            return requests(in, head);
        }
    }

    /**
     * Returns whose outputs a file holds.
     *
     * @throws IOException as {@link #read}
     */
    public static String reference(Path file) throws IOException {
        return head(file).header().reference();
    }

    private record Head(Header header, long end) {}

    private static Head head(Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(new FileInputStream(file.toFile()))) {
            if (!Arrays.equals(MAGIC, in.readNBytes(MAGIC.length))) {
                throw new IOException(file + " does not hold a reference's outputs");
            }
            byte[] json = new byte[in.readInt()];
            in.readFully(json);
            Header header = ReportJson.mapper().readValue(json, Header.class);
            if (!header.byteOrder().equals(ByteOrder.nativeOrder().toString())) {
                throw new IOException(file + " was written on a machine of byte order " + header.byteOrder());
            }
            return new Head(header, PREFIX_BYTES + json.length);
        } catch (EOFException cut) {
            throw new IOException(file + " is cut short", cut);
        } catch (JacksonException malformed) {
            throw new IOException(file + " is damaged: " + malformed.getOriginalMessage(), malformed);
        }
    }

    private static List<RecordedRequest> requests(FileChannel in, Head head) throws IOException {
        List<RecordedRequest> requests = new ArrayList<>();
        long offset = head.end();
        for (Request request : head.header().requests()) {
            List<Tensor> outputs = new ArrayList<>();
            for (Output output : request.outputs()) {
                MappedByteBuffer bytes = in.map(FileChannel.MapMode.READ_ONLY, offset, output.bytes());
                outputs.add(Tensor.of(output.name(), output.type(), output.shape(), bytes));
                offset += output.bytes();
            }
            requests.add(new RecordedRequest(request.index(), request.inputsSha256(), outputs));
        }
        return requests;
    }
}
