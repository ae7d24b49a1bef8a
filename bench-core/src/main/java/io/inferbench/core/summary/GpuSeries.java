package io.inferbench.core.summary;

import io.inferbench.api.Device;
import io.inferbench.api.metric.Metric;
import io.inferbench.api.metric.Metrics;
import io.inferbench.api.report.ForkResult;
import io.inferbench.api.report.MetricSummary;
import io.inferbench.api.report.PhaseResult;
import io.inferbench.api.report.SampleTable;
import io.inferbench.api.report.Stage;
import io.inferbench.core.gpu.GpuField;
import io.inferbench.core.gpu.GpuUse;
import io.inferbench.core.run.TableNames;
import io.inferbench.core.stats.MetricSummarizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * What the GPUs of a trial used while it was measured: one figure a fork.
 *
 * <p>Energy counts above the idle draw, which is the lowest power that a card showed in the fork outside of the
 * measurement. Several GPUs add up.
 */
final class GpuSeries {

    private static final String GPU_TABLE = "gpu";
    private static final String CUDA = "cuda";
    private static final double WATTS_PER_MILLIWATT = 1e-3;

    private final List<Map<Metric, Double>> forks;

    /**
     * Reads the samples of every fork.
     *
     * @param tokensPerFork tokens that a fork read and wrote while it was measured; empty where tokens have no meaning
     */
    GpuSeries(List<ForkResult> forks, Optional<double[]> tokensPerFork) {
        this.forks = IntStream.range(0, forks.size())
                .mapToObj(i -> of(
                        forks.get(i),
                        tokensPerFork
                                .map(tokens -> OptionalDouble.of(tokens[i]))
                                .orElse(OptionalDouble.empty())))
                .toList();
    }

    /** Returns a summary of each figure that every fork has; one fork alone gives no interval. */
    List<MetricSummary> summaries(MetricSummarizer summarizer) {
        List<MetricSummary> summaries = new ArrayList<>();
        for (Metric metric : List.of(
                Metrics.GPU_MEMORY_PEAK,
                Metrics.GPU_UTILIZATION,
                Metrics.GPU_POWER,
                Metrics.ENERGY_PER_CALL,
                Metrics.ENERGY_PER_TOKEN)) {
            if (!forks.isEmpty() && forks.stream().allMatch(fork -> fork.containsKey(metric))) {
                summaries.add(bare(summarizer.ofSamples(
                        metric,
                        forks.stream()
                                .map(fork -> new double[] {fork.get(metric)})
                                .toList())));
            }
        }
        return summaries;
    }

    private MetricSummary bare(MetricSummary summary) {
        return new MetricSummary(
                summary.metric(),
                summary.count(),
                summary.value(),
                forks.size() < 2 ? Optional.empty() : summary.interval(),
                summary.mean(),
                summary.standardDeviation(),
                summary.min(),
                summary.max(),
                List.of());
    }

    private static Map<Metric, Double> of(ForkResult fork, OptionalDouble tokens) {
        Optional<SampleTable> table = fork.table(GPU_TABLE);
        Optional<PhaseResult> measurement = fork.phase(Stage.MEASUREMENT);
        List<Integer> devices = fork.devices().stream()
                .filter(device -> device.type().equals(CUDA))
                .map(Device::index)
                .toList();
        if (table.isEmpty() || measurement.isEmpty() || devices.isEmpty()) {
            return Map.of();
        }
        long from = measurement.get().startNanos();
        long duration = measurement.get().durationNanos();
        List<GpuUse> uses = devices.stream()
                .map(device -> GpuUse.of(table.get(), device, from, from + duration))
                .filter(use -> use.readings() > 0)
                .toList();
        Map<Metric, Double> figures = new LinkedHashMap<>();
        if (uses.size() == devices.size()) {
            put(figures, Metrics.GPU_MEMORY_PEAK, sum(uses, GpuSeries::peakMemory));
            put(figures, Metrics.GPU_UTILIZATION, scaled(sum(uses, GpuUse::meanUtilizationPercent), 1.0 / uses.size()));
            put(figures, Metrics.GPU_POWER, scaled(sum(uses, GpuUse::meanPowerMilliwatts), WATTS_PER_MILLIWATT));
            OptionalDouble energy = sum(uses, use -> aboveIdle(use, table.get(), from, duration));
            int calls = fork.table(TableNames.ITERATIONS).map(SampleTable::rows).orElse(0);
            put(figures, Metrics.ENERGY_PER_CALL, calls == 0 ? OptionalDouble.empty() : scaled(energy, 1.0 / calls));
            tokens.ifPresent(count -> put(figures, Metrics.ENERGY_PER_TOKEN, scaled(energy, 1 / count)));
        }
        return figures;
    }

    private static void put(Map<Metric, Double> figures, Metric metric, OptionalDouble value) {
        value.ifPresent(present -> figures.put(metric, present));
    }

    private static OptionalDouble scaled(OptionalDouble value, double factor) {
        return value.isEmpty() ? value : OptionalDouble.of(value.getAsDouble() * factor);
    }

    /** The sum over all cards; empty if one has no such figure. */
    private static OptionalDouble sum(List<GpuUse> uses, Function<GpuUse, OptionalDouble> figure) {
        List<OptionalDouble> figures = uses.stream().map(figure).toList();
        return figures.stream().allMatch(OptionalDouble::isPresent)
                ? OptionalDouble.of(figures.stream()
                        .mapToDouble(OptionalDouble::getAsDouble)
                        .sum())
                : OptionalDouble.empty();
    }

    private static OptionalDouble peakMemory(GpuUse use) {
        return use.peakMemoryBytes().isPresent()
                ? OptionalDouble.of(use.peakMemoryBytes().getAsLong())
                : OptionalDouble.empty();
    }

    private static OptionalDouble aboveIdle(GpuUse use, SampleTable table, long from, long duration) {
        OptionalDouble idle = idleMilliwatts(table, use.device(), from, from + duration);
        return idle.isEmpty() ? idle : use.energyAboveIdleJoules(idle.getAsDouble(), duration);
    }

    /** The lowest power of a card outside of the measurement. */
    private static OptionalDouble idleMilliwatts(SampleTable table, int device, long from, long to) {
        long[] power = table.column(GpuField.POWER.column());
        if (power.length == 0) {
            return OptionalDouble.empty();
        }
        long[] devices = table.column("device");
        long[] times = table.column("time_ns");
        return IntStream.range(0, table.rows())
                .filter(row -> devices[row] == device && (times[row] < from || times[row] > to))
                .mapToLong(row -> power[row])
                .min()
                .stream()
                .asDoubleStream()
                .findFirst();
    }
}
