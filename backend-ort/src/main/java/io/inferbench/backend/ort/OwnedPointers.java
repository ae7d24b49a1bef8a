package io.inferbench.backend.ort;

import java.util.ArrayDeque;
import java.util.Deque;
import org.bytedeco.javacpp.Pointer;

/** Native objects that are freed together, the latest first. */
final class OwnedPointers {

    private final Deque<Pointer> pointers = new ArrayDeque<>();

    /** Takes one over and returns it. */
    <T extends Pointer> T add(T pointer) {
        pointers.push(pointer);
        return pointer;
    }

    /** Frees all; nothing is left the second time. */
    void free() {
        while (!pointers.isEmpty()) {
            pointers.pop().close();
        }
    }
}
