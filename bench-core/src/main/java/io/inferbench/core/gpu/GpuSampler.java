package io.inferbench.core.gpu;

import io.inferbench.api.report.SampleTable;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Reads every GPU at a fixed interval on a thread of its own and keeps each reading.
 *
 * <p>Started before and stopped after the phases it watches. A field that a card does not offer has no column; a row
 * misses nothing it promised, since a reading that lacks a field present in the first one is left out and counted.
 */
public final class GpuSampler implements AutoCloseable {

    /** 50 ms: finer than the driver's own averages of power and utilization on most cards. */
    public static final Duration DEFAULT_INTERVAL = Duration.ofMillis(50);

    private final GpuProbe probe;
    private final long intervalNanos;
    private final long originNanos;
    private final long startNanos = System.nanoTime();
    private final Thread thread;
    private final Map<GpuField, LongColumn> columns = new EnumMap<>(GpuField.class);
    private final LongColumn times = new LongColumn();
    private final LongColumn indices = new LongColumn();
    private volatile boolean stopped;
    private final AtomicLong readNanos = new AtomicLong();
    private long incompleteReadings;

    private GpuSampler(GpuProbe probe, Duration interval, long originNanos) {
        this.probe = probe;
        this.intervalNanos = interval.toNanos();
        this.originNanos = originNanos;
        this.thread = new Thread(this::sample, "inferbench-gpu-sampler");
        this.thread.setDaemon(true);
    }

    /**
     * Starts sampling.
     *
     * @param probe read by the sampler's thread alone until it is stopped; not closed by the sampler
     * @param originNanos the {@link System#nanoTime} that row times are offsets from
     */
    public static GpuSampler start(GpuProbe probe, Duration interval, long originNanos) {
        GpuSampler sampler = new GpuSampler(probe, interval, originNanos);
        sampler.discoverFields();
        sampler.thread.start();
        return sampler;
    }

    private void discoverFields() {
        boolean first = true;
        for (GpuDevice device : probe.devices()) {
            GpuReading reading = probe.read(device.index());
            for (GpuField field : GpuField.values()) {
                if (first && reading.has(field)) {
                    columns.put(field, new LongColumn());
                } else if (!reading.has(field)) {
                    columns.remove(field);
                }
            }
            first = false;
        }
    }

    private void sample() {
        long next = System.nanoTime();
        while (!stopped) {
            long before = System.nanoTime();
            for (GpuDevice device : probe.devices()) {
                keep(device.index(), before - originNanos, probe.read(device.index()));
            }
            long after = System.nanoTime();
            readNanos.addAndGet(after - before);
            next = Math.max(next + intervalNanos, after);
            while (!stopped && System.nanoTime() < next) {
                LockSupport.parkNanos(this, next - System.nanoTime());
            }
        }
    }

    private void keep(int device, long timeNanos, GpuReading reading) {
        for (GpuField field : columns.keySet()) {
            if (!reading.has(field)) {
                incompleteReadings++;
                return;
            }
        }
        times.add(timeNanos);
        indices.add(device);
        columns.forEach((field, column) -> column.add(reading.value(field)));
    }

    /** Stops and waits for the thread; does nothing the second time. */
    @Override
    public void close() {
        stopped = true;
        LockSupport.unpark(thread);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException keepWaiting) {
                // the thread ends at its next look at the flag; leaving early would tear the table
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Returns the table {@code gpu}: {@code time_ns}, {@code device}, and a column per field.
     *
     * @throws IllegalStateException before {@link #close}
     */
    public SampleTable table() {
        requireStopped();
        Map<String, long[]> all = new LinkedHashMap<>();
        all.put("time_ns", times.toArray());
        all.put("device", indices.toArray());
        columns.forEach((field, column) -> all.put(field.column(), column.toArray()));
        return new SampleTable("gpu", all);
    }

    /** Returns the share of the time so far that went into reading: the sampler's cost, a part of one processor. */
    public double readingShare() {
        return readNanos.get() / (double) Math.max(1, System.nanoTime() - startNanos);
    }

    /** Returns readings left out because the driver withheld a field it had offered before. */
    public long incompleteReadings() {
        requireStopped();
        return incompleteReadings;
    }

    private void requireStopped() {
        if (thread.isAlive()) {
            throw new IllegalStateException("close the sampler before reading what it kept");
        }
    }

    /** A growing column of primitive values. */
    private static final class LongColumn {

        private long[] values = new long[1024];
        private int size;

        void add(long value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, size * 2);
            }
            values[size++] = value;
        }

        long[] toArray() {
            return Arrays.copyOf(values, size);
        }
    }
}
