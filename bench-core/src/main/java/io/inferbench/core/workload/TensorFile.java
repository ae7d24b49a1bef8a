package io.inferbench.core.workload;

import io.inferbench.api.ElementType;
import io.inferbench.api.Tensor;
import io.inferbench.api.TensorSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Values of one input from a file: NumPy's {@code .npy}, or bare little-endian values without a heading.
 *
 * <p>The file holds one or more tensors of the wanted shape, one after the other: an {@code .npy} array of 64 rows makes
 * eight requests of batch 8. Format: numpy.lib.format, versions 1 to 3.
 */
final class TensorFile {

    private static final byte[] NPY_MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

    private static final Pattern DESCRIPTION = Pattern.compile("'descr':\\s*'([<>|=]?[a-z]\\d+)'");
    private static final Pattern FORTRAN = Pattern.compile("'fortran_order':\\s*True");
    private static final Pattern SHAPE = Pattern.compile("'shape':\\s*\\(([0-9, ]*)\\)");

    private static final Map<String, ElementType> TYPES = Map.of(
            "f4", ElementType.FLOAT32,
            "f2", ElementType.FLOAT16,
            "f8", ElementType.FLOAT64,
            "i8", ElementType.INT64,
            "i4", ElementType.INT32,
            "i2", ElementType.INT16,
            "i1", ElementType.INT8,
            "u1", ElementType.UINT8,
            "b1", ElementType.BOOL);

    private final TensorSpec input;
    private final long[] shape;
    private final ByteBuffer content;

    private TensorFile(TensorSpec input, long[] shape, ByteBuffer content) {
        this.input = input;
        this.shape = shape;
        this.content = content;
    }

    /**
     * Reads a file whole.
     *
     * @throws IOException if it cannot be read or does not hold whole tensors of that type and shape, saying which
     */
    static TensorFile read(Path path, TensorSpec input, long[] shape) throws IOException {
        byte[] whole = Files.readAllBytes(path);
        ByteBuffer bytes = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN);
        boolean npy = whole.length > NPY_MAGIC.length + 6
                && Arrays.equals(whole, 0, NPY_MAGIC.length, NPY_MAGIC, 0, NPY_MAGIC.length);
        if (npy) {
            skipHeading(bytes, input, shape);
        }
        long size = Arrays.stream(shape).reduce(input.type().byteSize(), Math::multiplyExact);
        if (bytes.remaining() == 0 || bytes.remaining() % size != 0) {
            throw new IOException("it holds " + bytes.remaining() + " bytes of values; " + input.type()
                    + Arrays.toString(shape) + " takes " + size + " or a multiple");
        }
        return new TensorFile(input, shape, bytes.slice().order(ByteOrder.LITTLE_ENDIAN));
    }

    private static void skipHeading(ByteBuffer bytes, TensorSpec input, long[] shape) throws IOException {
        int version = bytes.get(NPY_MAGIC.length);
        int start = NPY_MAGIC.length + 2 + (version == 1 ? 2 : 4);
        int length = version == 1 ? bytes.getShort(NPY_MAGIC.length + 2) & 0xffff : bytes.getInt(NPY_MAGIC.length + 2);
        if (length < 0 || start + (long) length > bytes.capacity()) {
            throw new IOException("its NumPy heading is cut off");
        }
        byte[] text = new byte[length];
        bytes.get(start, text);
        String heading = new String(text, StandardCharsets.UTF_8);
        Matcher description = DESCRIPTION.matcher(heading);
        Matcher found = SHAPE.matcher(heading);
        if (!description.find() || !found.find()) {
            throw new IOException("its NumPy heading cannot be understood: " + heading.strip());
        }
        String type = description.group(1);
        boolean fits =
                !type.startsWith(">") && type(type).filter(input.type()::equals).isPresent();
        if (!fits) {
            throw new IOException("it holds '" + type + "'; the model takes " + input.type()
                    + ", little-endian; convert it with astype");
        }
        if (FORTRAN.matcher(heading).find()) {
            throw new IOException("it is in Fortran order; save numpy.ascontiguousarray of it");
        }
        checkRows(found.group(1), shape);
        bytes.position(start + length);
    }

    private static Optional<ElementType> type(String description) {
        return Optional.ofNullable(
                TYPES.get(description.replaceFirst("^[<|=]", "").toLowerCase(Locale.ROOT)));
    }

    /** All axes but the first must be the model's; the first may hold several batches. */
    private static void checkRows(String text, long[] shape) throws IOException {
        long[] actual = Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .mapToLong(Long::parseLong)
                .toArray();
        boolean sameRows = actual.length == shape.length
                && Arrays.equals(
                        actual,
                        Math.min(1, actual.length),
                        actual.length,
                        shape,
                        Math.min(1, shape.length),
                        shape.length);
        if (!sameRows) {
            throw new IOException("its shape is " + Arrays.toString(actual) + "; wanted " + Arrays.toString(shape)
                    + " or more rows of it");
        }
    }

    /** Returns how many tensors there are. */
    int count() {
        return content.capacity() / size();
    }

    private int size() {
        return Math.toIntExact(Arrays.stream(shape).reduce(input.type().byteSize(), Math::multiplyExact));
    }

    /** Returns a copy of one of them. */
    Tensor tensor(int index) {
        Tensor tensor = Tensor.allocate(input.name(), input.type(), shape);
        int width = input.type().byteSize();
        boolean sameOrder = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
        for (int at = 0; at < size(); at++) {
            // Values are little-endian in the file and in native order in memory.
            int from = sameOrder ? at : at - at % width + width - 1 - at % width;
            tensor.bytes().put(at, content.get(index * size() + from));
        }
        return tensor;
    }
}
