package io.inferbench.report.text;

import io.inferbench.api.Device;
import io.inferbench.api.metric.Metric;
import io.inferbench.api.metric.Metrics;
import io.inferbench.api.metric.Unit;
import io.inferbench.api.report.Completed;
import io.inferbench.api.report.ForkResult;
import io.inferbench.api.report.PhaseResult;
import io.inferbench.api.report.RunHeader;
import io.inferbench.api.report.SampleTable;
import io.inferbench.api.report.Stage;
import io.inferbench.core.gpu.GpuUse;
import io.inferbench.core.stats.BootstrapEstimate;
import io.inferbench.core.stats.TwoLevelBootstrap;
import io.inferbench.core.summary.ForkSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Work per joule of the GPUs that did it, or where the processor did it, per second of one processor.
 *
 * <p>One figure a fork: its throughput over its mean power, or over the processors it kept busy. Energy of the rest of the
 * machine is not in it.
 */
final class Efficiency {

    static final Metric PER_JOULE = new Metric("work_per_joule", Unit.RATIO, Metric.Better.HIGHER);
    static final Metric PER_PROCESSOR_SECOND =
            new Metric("work_per_processor_second", Unit.RATIO, Metric.Better.HIGHER);

    private static final String GPU_TABLE = "gpu";
    private static final double MILLI = 1e-3;
    private static final double HUNDRED = 100;

    private final RunHeader header;
    private final TwoLevelBootstrap bootstrap;

    Efficiency(RunHeader header) {
        this.header = header;
        this.bootstrap = TwoLevelBootstrap.seeded(header.seed()).withResamples(100);
    }

    /** Work per unit of what it cost. */
    record Figure(Metric metric, BootstrapEstimate estimate) {}

    /** Returns the figure of a trial; empty if a fork lacks what it takes. */
    Optional<Figure> of(Completed trial) {
        boolean onGpu = trial.forks().stream()
                .flatMap(fork -> fork.devices().stream())
                .noneMatch(device -> device.type().equals("cpu"));
        List<double[]> forks = new ArrayList<>();
        for (ForkResult fork : trial.forks()) {
            OptionalDouble rate = rate(fork);
            OptionalDouble cost = onGpu ? watts(fork) : processors(fork);
            if (rate.isEmpty() || cost.isEmpty() || !(cost.getAsDouble() > 0)) {
                return Optional.empty();
            }
            forks.add(new double[] {rate.getAsDouble() / cost.getAsDouble()});
        }
        return forks.isEmpty()
                ? Optional.empty()
                : Optional.of(new Figure(onGpu ? PER_JOULE : PER_PROCESSOR_SECOND, bootstrap.mean(forks)));
    }

    /** Generated tokens where there are any, else samples, a second. */
    private OptionalDouble rate(ForkResult fork) {
        ForkSeries series = new ForkSeries(List.of(fork));
        return series.rates(Metrics.OUTPUT_TOKEN_THROUGHPUT)
                .or(() -> series.rates(Metrics.SAMPLE_THROUGHPUT))
                .map(rates -> OptionalDouble.of(bootstrap.rate(rates).estimate()))
                .orElse(OptionalDouble.empty());
    }

    private static OptionalDouble watts(ForkResult fork) {
        Optional<SampleTable> table = fork.table(GPU_TABLE);
        Optional<PhaseResult> measured = fork.phase(Stage.MEASUREMENT);
        if (table.isEmpty() || measured.isEmpty()) {
            return OptionalDouble.empty();
        }
        long from = measured.get().startNanos();
        long until = from + measured.get().durationNanos();
        double watts = 0;
        for (Device device : fork.devices()) {
            OptionalDouble power =
                    GpuUse.of(table.get(), device.index(), from, until).meanPowerMilliwatts();
            if (power.isEmpty()) {
                return OptionalDouble.empty();
            }
            watts += power.getAsDouble() * MILLI;
        }
        return OptionalDouble.of(watts);
    }

    private OptionalDouble processors(ForkResult fork) {
        Double share = fork.interference().totals().get("own_cpu_percent");
        String count = header.environment().getOrDefault("processor", Map.of()).get("logical_processors");
        return share == null || count == null || !count.matches("\\d{1,6}")
                ? OptionalDouble.empty()
                : OptionalDouble.of(share / HUNDRED * Integer.parseInt(count));
    }
}
