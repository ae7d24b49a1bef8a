package io.inferbench.models.torchscript;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes the few kinds of objects that a TorchScript archive pickles, in Python's pickle protocol 2.
 *
 * <p>The format is a program for a stack machine; the comments name its instructions.
 */
final class Pickle {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Pickle() {
        // PROTO 2
        out.write(0x80);
        out.write(2);
    }

    /** The bytes of the program, which ends here. */
    byte[] finish() {
        // STOP
        out.write('.');
        return out.toByteArray();
    }

    /** An empty tuple. */
    Pickle emptyTuple() {
        // EMPTY_TUPLE
        out.write(')');
        return this;
    }

    /** Begins a module of the class in the archive's code; its attributes follow, then {@link #endModule}. */
    Pickle beginModule(String className) {
        global("__torch__", className);
        // EMPTY_TUPLE, NEWOBJ, EMPTY_DICT, MARK
        out.writeBytes(new byte[] {')', (byte) 0x81, '}', '('});
        return this;
    }

    /** Ends a module: SETITEMS, BUILD. */
    Pickle endModule() {
        out.writeBytes(new byte[] {'u', 'b'});
        return this;
    }

    /** An attribute's name, before its value. */
    Pickle name(String name) {
        text(name);
        return this;
    }

    Pickle no() {
        // NEWFALSE
        out.write(0x89);
        return this;
    }

    /** A tensor without gaps, whose values are an entry of the archive. */
    Pickle tensor(String storageClass, String entry, long elements, List<Integer> shape) {
        global("torch._utils", "_rebuild_tensor_v2");
        // MARK for the arguments: storage, offset, shape, strides, requires_grad, hooks
        out.write('(');
        out.write('(');
        text("storage");
        global("torch", storageClass);
        text(entry);
        text("cpu");
        whole(elements);
        // TUPLE, BINPERSID
        out.writeBytes(new byte[] {'t', 'Q'});
        whole(0);
        tuple(shape.stream().mapToLong(Integer::longValue).toArray());
        tuple(strides(shape));
        no();
        global("collections", "OrderedDict");
        // EMPTY_TUPLE, REDUCE, TUPLE, REDUCE
        out.writeBytes(new byte[] {')', 'R', 't', 'R'});
        return this;
    }

    private static long[] strides(List<Integer> shape) {
        long[] strides = new long[shape.size()];
        long stride = 1;
        for (int axis = strides.length - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= shape.get(axis);
        }
        return strides;
    }

    private void tuple(long... values) {
        // MARK … TUPLE
        out.write('(');
        for (long value : values) {
            whole(value);
        }
        out.write('t');
    }

    private void whole(long value) {
        if (value <= Integer.MAX_VALUE) {
            // BININT
            out.write('J');
            out.writeBytes(little(4).putInt((int) value).array());
        } else {
            // LONG1 of 8 bytes
            out.write(0x8a);
            out.write(Long.BYTES);
            out.writeBytes(little(Long.BYTES).putLong(value).array());
        }
    }

    private void text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        // BINUNICODE
        out.write('X');
        out.writeBytes(little(4).putInt(bytes.length).array());
        out.writeBytes(bytes);
    }

    private void global(String module, String name) {
        // GLOBAL
        out.writeBytes(("c" + module + "\n" + name + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
