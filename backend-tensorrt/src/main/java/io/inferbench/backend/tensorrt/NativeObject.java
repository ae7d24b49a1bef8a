package io.inferbench.backend.tensorrt;

import io.inferbench.api.backend.BackendException;
import org.bytedeco.cuda.cudart.cudaHostFn_t;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * The life of an object that TensorRT made.
 *
 * <p>TensorRT's objects are freed by C++'s {@code delete}, for which the presets have no method. Their common base declares the
 * virtual destructor first, so in the Itanium C++ ABI (Linux) the second entry of an object's table is the destructor that
 * also frees; it takes the object and gives nothing, as {@code cudaHostFn_t} does, by which JavaCPP can call it.
 */
final class NativeObject {

    /** No object lies in the first page. TensorRT's factories give an offset from null when they fail. */
    private static final long FIRST_PAGE = 4096;

    private static final int DELETING_DESTRUCTOR = 1;

    private NativeObject() {}

    /** Returns whether a factory made an object. */
    static boolean isThere(Pointer made) {
        return made != null && made.address() >= FIRST_PAGE;
    }

    /**
     * Returns what a factory made.
     *
     * @throws BackendException if it made none, with what TensorRT said
     */
    static <P extends Pointer> P require(P made, String doing, EngineLog log) throws BackendException {
        if (!isThere(made)) {
            throw new BackendException("TensorRT could not " + doing + ": " + log.complaints());
        }
        return made;
    }

    /** Frees an object; it must not be used again, nor freed twice. Does nothing where the ABI is another. */
    static void delete(Pointer made) {
        if (!isThere(made) || Loader.getPlatform().startsWith("windows")) {
            return;
        }
        try (LongPointer object = new LongPointer(made);
                LongPointer table = new LongPointer(new Address(object.get()));
                // What JavaCPP keeps of a function pointer: the function, and a Java object if it is one.
                LongPointer function = new LongPointer(2)) {
            function.put(0, table.get(DELETING_DESTRUCTOR)).put(1, 0);
            new cudaHostFn_t(function).call(made);
            made.setNull();
        }
    }

    /** A pointer to an address that was read as a number. */
    private static final class Address extends Pointer {

        Address(long at) {
            address = at;
        }
    }
}
