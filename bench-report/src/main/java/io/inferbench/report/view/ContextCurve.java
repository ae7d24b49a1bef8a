package io.inferbench.report.view;

import io.inferbench.api.metric.Metrics;
import io.inferbench.api.report.Completed;
import io.inferbench.api.report.ForkResult;
import io.inferbench.api.report.SampleTable;
import io.inferbench.core.run.TableNames;
import io.inferbench.core.stats.SortedSample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * How the time of a decode step depends on how many tokens it looks back on.
 *
 * @param points median step time in nanoseconds over the middle of each stretch of contexts, in order
 * @param steps how many steps they are made of, over all forks
 */
public record ContextCurve(List<Point> points, long steps) {

    private static final String CONTEXT = "context";
    private static final int STRETCHES = 64;

    /** Copies the points. */
    public ContextCurve {
        points = List.copyOf(points);
    }

    /** Returns the curve of a trial; empty if it has no generated steps with their context. */
    public static Optional<ContextCurve> of(Completed trial) {
        List<SampleTable> tables = trial.forks().stream()
                .map((ForkResult fork) -> fork.table(TableNames.STEPS))
                .flatMap(Optional::stream)
                .filter(table -> table.column(CONTEXT).length > 0 && table.column(Metrics.ITL.key()).length > 0)
                .toList();
        long[] contexts = joined(tables, CONTEXT);
        long[] gaps = joined(tables, Metrics.ITL.key());
        if (contexts.length == 0) {
            return Optional.empty();
        }
        long least = LongStream.of(contexts).min().orElseThrow();
        long width = (LongStream.of(contexts).max().orElseThrow() - least) / STRETCHES + 1;
        double[][] stretches = new double[STRETCHES][];
        int[] filled = new int[STRETCHES];
        for (int i = 0; i < contexts.length; i++) {
            int stretch = (int) ((contexts[i] - least) / width);
            double[] own = stretches[stretch] == null ? new double[STRETCHES] : stretches[stretch];
            stretches[stretch] = filled[stretch] < own.length ? own : Arrays.copyOf(own, 2 * own.length);
            stretches[stretch][filled[stretch]++] = gaps[i];
        }
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < STRETCHES; i++) {
            if (filled[i] > 0) {
                double middle = least + i * width + (width - 1) / 2.0;
                points.add(new Point(
                        middle,
                        SortedSample.of(Arrays.copyOf(stretches[i], filled[i])).median()));
            }
        }
        return Optional.of(new ContextCurve(points, contexts.length));
    }

    private static long[] joined(List<SampleTable> tables, String column) {
        return tables.stream()
                .flatMapToLong(table -> LongStream.of(table.column(column)))
                .toArray();
    }
}
