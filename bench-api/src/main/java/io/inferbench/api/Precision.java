package io.inferbench.api;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The number format of a model's weights and activations. */
public enum Precision {
    /** 32-bit floating point. */
    FP32(ElementType.FLOAT32),
    /** 16-bit IEEE floating point. */
    FP16(ElementType.FLOAT16),
    /** bfloat16. */
    BF16(ElementType.BFLOAT16);

    private final ElementType elementType;

    Precision(ElementType elementType) {
        this.elementType = elementType;
    }

    /** Returns the element type that weights have in this precision. */
    public ElementType elementType() {
        return elementType;
    }

    /** Returns the name used in plans, reports and on the command line, for instance {@code fp16}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the precision with this name.
     *
     * @throws IllegalArgumentException naming the known ones
     */
    public static Precision parse(String text) {
        for (Precision precision : values()) {
            if (precision.id().equals(text.toLowerCase(Locale.ROOT))) {
                return precision;
            }
        }
        throw new IllegalArgumentException("unknown precision '" + text + "'; known: "
                + Arrays.stream(values()).map(Precision::id).collect(Collectors.joining(", ")));
    }
}
