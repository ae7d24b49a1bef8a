package io.inferbench.core.gpu;

import java.util.List;

/** Reads the GPUs of this machine; one thread at a time. */
public interface GpuProbe extends AutoCloseable {

    /** Returns every GPU the driver shows, in the driver's order; the same list every time. */
    List<GpuDevice> devices();

    /**
     * Reads one GPU now; costs well under a millisecond and never throws.
     *
     * @param index place in {@link #devices}
     */
    GpuReading read(int index);

    /** Releases the driver's library; does nothing the second time. */
    @Override
    void close();
}
