package io.inferbench.core.gpu;

import java.util.Arrays;
import java.util.OptionalLong;

/** The fields of one GPU at one moment; those the card or the driver does not offer are absent. Reused by the probe. */
public final class GpuReading {

    private final long[] values = new long[GpuField.values().length];
    private final boolean[] present = new boolean[values.length];

    /** Forgets every field. */
    public void clear() {
        Arrays.fill(present, false);
    }

    /** Sets a field. */
    public void set(GpuField field, long value) {
        values[field.ordinal()] = value;
        present[field.ordinal()] = true;
    }

    /** Returns whether a field could be read. */
    public boolean has(GpuField field) {
        return present[field.ordinal()];
    }

    /** Returns a field, absent if it could not be read. */
    public OptionalLong find(GpuField field) {
        return has(field) ? OptionalLong.of(values[field.ordinal()]) : OptionalLong.empty();
    }

    /** Returns a field that {@link #has} confirmed. */
    public long value(GpuField field) {
        if (!has(field)) {
            throw new IllegalStateException(field + " was not read");
        }
        return values[field.ordinal()];
    }
}
