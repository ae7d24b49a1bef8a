package io.inferbench.api;

import java.util.Objects;

/**
 * Where work runs.
 *
 * @param type {@code cpu}, {@code cuda}, {@code remote}, or another engine's word, in lower case
 * @param index the ordinal among devices of that type, from 0
 * @param name what the device calls itself, for instance {@code NVIDIA H200}; empty if nobody said
 */
public record Device(String type, int index, String name) {

    /** The host's processors. */
    public static final Device CPU = new Device("cpu", 0, "");

    /** Refuses a blank type and a negative index. */
    public Device {
        Objects.requireNonNull(name, "name");
        if (type.isBlank() || index < 0) {
            throw new IllegalArgumentException(
                    "a device needs a type and an index from 0, not '" + type + ":" + index + "'");
        }
    }

    /** Returns a CUDA device by ordinal. */
    public static Device cuda(int index) {
        return new Device("cuda", index, "");
    }

    /**
     * Parses {@code cpu}, {@code cuda} or {@code cuda:1}.
     *
     * @throws IllegalArgumentException if the index is not a number
     */
    public static Device parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            return new Device(text, 0, "");
        }
        try {
            return new Device(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)), "");
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException(
                    "device '" + text + "' should look like 'cpu', 'cuda' or 'cuda:1'", notANumber);
        }
    }

    /** Returns whether this is the same place as the other, whatever either calls itself. */
    public boolean isSamePlaceAs(Device other) {
        return type.equals(other.type) && index == other.index;
    }

    /** Returns {@code type:index}, as plans write it. */
    public String reference() {
        return type.equals("cpu") ? type : type + ":" + index;
    }
}
