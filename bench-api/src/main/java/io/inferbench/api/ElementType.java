package io.inferbench.api;

/** The element types that cross the boundary between harness and engines. */
public enum ElementType {
    /** IEEE 754 binary32. */
    FLOAT32(4),
    /** IEEE 754 binary16. */
    FLOAT16(2),
    /** The upper half of a binary32. */
    BFLOAT16(2),
    /** IEEE 754 binary64. */
    FLOAT64(8),
    /** Signed 64-bit integer. */
    INT64(8),
    /** Signed 32-bit integer. */
    INT32(4),
    /** Signed 16-bit integer. */
    INT16(2),
    /** Signed 8-bit integer. */
    INT8(1),
    /** Unsigned 8-bit integer. */
    UINT8(1),
    /** One byte, 0 or 1. */
    BOOL(1);

    private final int byteSize;

    ElementType(int byteSize) {
        this.byteSize = byteSize;
    }

    /** Returns the size of one element in bytes. */
    public int byteSize() {
        return byteSize;
    }

    /** Returns whether the elements are floating-point numbers. */
    public boolean isFloatingPoint() {
        return this == FLOAT32 || this == FLOAT16 || this == BFLOAT16 || this == FLOAT64;
    }
}
