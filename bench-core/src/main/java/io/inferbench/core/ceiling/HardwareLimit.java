package io.inferbench.core.ceiling;

import io.inferbench.api.Device;
import io.inferbench.api.Precision;
import io.inferbench.api.metric.Metric;
import io.inferbench.api.metric.Metrics;
import io.inferbench.api.report.ForkResult;
import io.inferbench.api.report.MetricSummary;
import io.inferbench.api.report.SampleTable;
import io.inferbench.api.report.SpeedOfLight;
import io.inferbench.core.config.DeviceCeiling;
import io.inferbench.core.run.FactNames;
import io.inferbench.core.run.TableNames;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.LongStream;

/** How far a trial is from what its devices can do: work and traffic of a call over its median time, over the ceilings. */
public final class HardwareLimit {

    private static final double NANOS_PER_SECOND = 1e9;

    private final CeilingTable table;

    /** Takes the ceilings. */
    public HardwareLimit(CeilingTable table) {
        this.table = table;
    }

    /**
     * Compares a trial with its devices.
     *
     * @param precision that the model ran in
     * @param forks of the trial
     * @param summaries of the trial, the headline first
     * @return empty if the model does not know the work of a call
     */
    public Optional<SpeedOfLight> of(Precision precision, List<ForkResult> forks, List<MetricSummary> summaries) {
        if (forks.isEmpty() || summaries.isEmpty()) {
            return Optional.empty();
        }
        ForkResult fork = forks.get(0);
        String operations = fork.facts().get(FactNames.COST_OPERATIONS);
        String bytes = fork.facts().get(FactNames.COST_BYTES);
        if (operations == null || bytes == null) {
            return Optional.empty();
        }
        Optional<DeviceCeiling> ceiling = ceiling(fork.devices());
        Work work = new Work(Double.parseDouble(operations), Double.parseDouble(bytes));
        SpeedOfLight call = speed(
                work,
                summaries.get(0).value(),
                precision,
                ceiling,
                fork.devices().size());
        Optional<SampleTable> steps = fork.table(TableNames.STEP_COSTS);
        if (steps.isEmpty()) {
            return Optional.of(call);
        }
        return Optional.of(call.withPasses(
                pass(Work.prefill(steps.get()), Metrics.TTFT, summaries, precision, ceiling, fork),
                pass(Work.meanStep(steps.get()), Metrics.TPOT, summaries, precision, ceiling, fork)));
    }

    private static Optional<SpeedOfLight> pass(
            Optional<Work> work,
            Metric time,
            List<MetricSummary> summaries,
            Precision precision,
            Optional<DeviceCeiling> ceiling,
            ForkResult fork) {
        return work.flatMap(known -> summaries.stream()
                .filter(summary -> summary.metric().equals(time))
                .findFirst()
                .map(summary -> speed(
                        known,
                        summary.value(),
                        precision,
                        ceiling,
                        fork.devices().size())));
    }

    private static SpeedOfLight speed(
            Work work, double nanos, Precision precision, Optional<DeviceCeiling> ceiling, int deviceCount) {
        double flops = work.operations() / nanos * NANOS_PER_SECOND;
        double bytes = work.bytes() / nanos * NANOS_PER_SECOND;
        OptionalDouble mostFlops =
                ceiling.map(found -> found.flopsPerSecond(precision)).orElse(OptionalDouble.empty());
        OptionalDouble mostBytes = ceiling.map(DeviceCeiling::bytesPerSecond).orElse(OptionalDouble.empty());
        return new SpeedOfLight(
                work.operations(),
                work.bytes(),
                flops,
                bytes,
                fraction(flops, mostFlops, deviceCount),
                fraction(bytes, mostBytes, deviceCount),
                ceiling.map(DeviceCeiling::source).orElse(""));
    }

    private static OptionalDouble fraction(double reached, OptionalDouble most, int deviceCount) {
        return most.isPresent()
                ? OptionalDouble.of(reached / (most.getAsDouble() * deviceCount))
                : OptionalDouble.empty();
    }

    /** Several devices count only when they are of one kind; the type is a word too, for a CPU has no name. */
    private Optional<DeviceCeiling> ceiling(List<Device> devices) {
        List<String> names = devices.stream()
                .map(device -> device.type() + " " + device.name())
                .distinct()
                .toList();
        return names.size() == 1 ? table.find(names.get(0)) : Optional.empty();
    }

    /** Least work of one pass. */
    private record Work(double operations, double bytes) {

        static Optional<Work> prefill(SampleTable steps) {
            return over(steps, 0, 1);
        }

        static Optional<Work> meanStep(SampleTable steps) {
            return over(steps, 1, Integer.MAX_VALUE);
        }

        private static Optional<Work> over(SampleTable steps, int from, int to) {
            OptionalDouble operations = mean(steps.column(TableNames.STEP_OPERATIONS), from, to);
            OptionalDouble bytes = mean(steps.column(TableNames.STEP_BYTES), from, to);
            return operations.isPresent() && bytes.isPresent()
                    ? Optional.of(new Work(operations.getAsDouble(), bytes.getAsDouble()))
                    : Optional.empty();
        }

        private static OptionalDouble mean(long[] column, int from, int to) {
            return LongStream.of(column).limit(to).skip(from).average();
        }
    }
}
