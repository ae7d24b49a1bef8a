package io.inferbench.core.gpu;

import io.inferbench.api.report.SampleTable;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * What one GPU did during one window of time.
 *
 * @param device place in the driver's list
 * @param readings rows of the window
 * @param peakMemoryBytes most memory in use on the device
 * @param meanUtilizationPercent mean of the readings
 * @param peakUtilizationPercent largest reading
 * @param meanPowerMilliwatts mean of the readings
 * @param energyJoules of the window, idle draw included
 * @param peakTemperatureCelsius highest reading
 * @param throttledFraction share of readings with a reason that makes the card slower than it could be
 * @param clockSpread (largest − smallest SM clock) / largest, over readings that were busy
 * @param foreignProcesses most processes beside the watched one
 * @param newEccErrors uncorrected errors that appeared
 */
public record GpuUse(
        int device,
        int readings,
        OptionalLong peakMemoryBytes,
        OptionalDouble meanUtilizationPercent,
        OptionalLong peakUtilizationPercent,
        OptionalDouble meanPowerMilliwatts,
        OptionalDouble energyJoules,
        OptionalLong peakTemperatureCelsius,
        OptionalDouble throttledFraction,
        OptionalDouble clockSpread,
        OptionalLong foreignProcesses,
        OptionalLong newEccErrors) {

    /** Utilization from which a reading counts as busy. */
    private static final long BUSY_PERCENT = 50;

    /**
     * Summarises a window of the {@code gpu} table.
     *
     * @param table as {@link GpuSampler#table} gives it
     * @param fromNanos start of the window, on the table's clock
     * @param toNanos end of the window
     */
    public static GpuUse of(SampleTable table, int device, long fromNanos, long toNanos) {
        long[] times = table.column("time_ns");
        long[] devices = table.column("device");
        int[] rows = IntStream.range(0, table.rows())
                .filter(row -> devices[row] == device && times[row] >= fromNanos && times[row] <= toNanos)
                .toArray();
        Window window = new Window(table, rows);
        return new GpuUse(
                device,
                rows.length,
                window.max(GpuField.MEMORY_USED),
                window.mean(GpuField.UTILIZATION),
                window.max(GpuField.UTILIZATION),
                window.mean(GpuField.POWER),
                window.energyJoules(times, fromNanos, toNanos),
                window.max(GpuField.TEMPERATURE),
                window.throttledFraction(),
                window.clockSpread(),
                window.max(GpuField.FOREIGN_PROCESSES),
                window.increase(GpuField.ECC_UNCORRECTED));
    }

    /**
     * Returns the energy above what the idle card would have drawn.
     *
     * @param idleMilliwatts mean power without load
     * @param windowNanos length of the window
     */
    public OptionalDouble energyAboveIdleJoules(double idleMilliwatts, long windowNanos) {
        return energyJoules.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(energyJoules.getAsDouble() - idleMilliwatts * 1e-3 * windowNanos * 1e-9);
    }

    /** The rows of one device and window. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Window(SampleTable table, int[] rows) {

        private long[] column(GpuField field) {
            return table.column(field.column());
        }

        private IntStream rowsOf(GpuField field) {
            return column(field).length == 0 ? IntStream.empty() : IntStream.of(rows);
        }

        OptionalLong max(GpuField field) {
            return rowsOf(field).mapToLong(row -> column(field)[row]).max();
        }

        OptionalDouble mean(GpuField field) {
            return rowsOf(field).mapToLong(row -> column(field)[row]).average();
        }

        OptionalLong increase(GpuField field) {
            if (rows.length == 0 || column(field).length == 0) {
                return OptionalLong.empty();
            }
            return OptionalLong.of(column(field)[rows[rows.length - 1]] - column(field)[rows[0]]);
        }

        OptionalDouble throttledFraction() {
            return rowsOf(GpuField.CLOCK_REASONS)
                    .mapToDouble(row -> ClockReason.of(column(GpuField.CLOCK_REASONS)[row]).stream()
                                    .anyMatch(ClockReason::isThrottling)
                            ? 1
                            : 0)
                    .average();
        }

        OptionalDouble clockSpread() {
            long[] utilization = column(GpuField.UTILIZATION);
            long[] clocks = column(GpuField.SM_CLOCK);
            if (utilization.length == 0 || clocks.length == 0) {
                return OptionalDouble.empty();
            }
            long[] busy = IntStream.of(rows)
                    .filter(row -> utilization[row] >= BUSY_PERCENT)
                    .mapToLong(row -> clocks[row])
                    .sorted()
                    .toArray();
            return busy.length == 0
                    ? OptionalDouble.empty()
                    : OptionalDouble.of((busy[busy.length - 1] - busy[0]) / (double) busy[busy.length - 1]);
        }

        /**
         * The counter's increase, scaled from the readings' span to the window's; without a counter the mean power times
         * the window. A counter that moves in steps of up to 100 ms makes short windows uncertain either way.
         */
        OptionalDouble energyJoules(long[] times, long fromNanos, long toNanos) {
            long[] counter = column(GpuField.ENERGY);
            if (counter.length > 0 && rows.length > 1) {
                int first = rows[0];
                int last = rows[rows.length - 1];
                double span = times[last] - times[first];
                return OptionalDouble.of((counter[last] - counter[first]) * 1e-3 * (toNanos - fromNanos) / span);
            }
            OptionalDouble power = mean(GpuField.POWER);
            return power.isEmpty()
                    ? power
                    : OptionalDouble.of(power.getAsDouble() * 1e-3 * (toNanos - fromNanos) * 1e-9);
        }
    }
}
