package io.inferbench.core.summary;

import io.inferbench.api.metric.Metrics;
import io.inferbench.api.report.ForkResult;
import io.inferbench.api.report.SampleTable;
import io.inferbench.core.run.TableNames;
import io.inferbench.core.stats.SortedSample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * How long a decode step takes by how many tokens it looks back on; steps of all forks together.
 *
 * <p>Contexts fall into ranges of one width, a power of two, of which there are at most sixteen.
 */
public final class DecodeByContext {

    private static final int MOST_RANGES = 16;
    private static final long LEAST_WIDTH = 16;
    private static final int LEAST_FOR_A_LINE = 4;

    private final List<Range> ranges;

    private DecodeByContext(List<Range> ranges) {
        this.ranges = ranges;
    }

    /**
     * Steps whose contexts are near each other.
     *
     * @param from least context that occurred
     * @param to largest context that occurred
     * @param stepNanos of every step
     * @param cost of the mean step, where the model knows it
     */
    public record Range(long from, long to, SortedSample stepNanos, Optional<Cost> cost) {

        private double middle() {
            return (from + to) / 2.0;
        }
    }

    /**
     * The least work of a step.
     *
     * @param floatingPointOperations of the whole batch
     * @param bytes of the whole batch
     */
    public record Cost(double floatingPointOperations, double bytes) {}

    /**
     * A straight line through the ranges' medians, by least squares.
     *
     * @param nanosAtZero where it starts: what does not depend on the context
     * @param nanosPerToken how much a step takes longer for each token more
     */
    public record Growth(double nanosAtZero, double nanosPerToken) {}

    /** Takes the steps of a trial's forks; without any there are no ranges. */
    public static DecodeByContext of(List<ForkResult> forks) {
        long[] contexts = joined(forks, TableNames.CONTEXT);
        long[] nanos = joined(forks, Metrics.ITL.key());
        if (contexts.length == 0 || contexts.length != nanos.length) {
            return new DecodeByContext(List.of());
        }
        long width = width(contexts);
        Map<Long, List<Integer>> rows = new TreeMap<>();
        for (int row = 0; row < contexts.length; row++) {
            rows.computeIfAbsent(contexts[row] / width, range -> new ArrayList<>())
                    .add(row);
        }
        Map<Long, Cost> costs = costs(forks);
        return new DecodeByContext(rows.values().stream()
                .map(members -> range(members, contexts, nanos, costs))
                .toList());
    }

    private static long[] joined(List<ForkResult> forks, String column) {
        return forks.stream()
                .flatMap(fork -> fork.table(TableNames.STEPS).stream())
                .flatMapToLong(table -> LongStream.of(table.column(column)))
                .toArray();
    }

    private static long width(long[] contexts) {
        long least = Arrays.stream(contexts).min().orElseThrow();
        long most = Arrays.stream(contexts).max().orElseThrow();
        long width = LEAST_WIDTH;
        while (most / width - least / width >= MOST_RANGES) {
            width *= 2;
        }
        return width;
    }

    private static Map<Long, Cost> costs(List<ForkResult> forks) {
        Map<Long, Cost> costs = new HashMap<>();
        forks.stream()
                .findFirst()
                .flatMap(fork -> fork.table(TableNames.STEP_COSTS))
                .ifPresent(table -> addDecodeSteps(table, costs));
        return costs;
    }

    private static void addDecodeSteps(SampleTable table, Map<Long, Cost> costs) {
        for (int row = 0; row < table.rows(); row++) {
            if (table.column(TableNames.STEP)[row] > 0) {
                costs.put(
                        table.column(TableNames.CONTEXT)[row],
                        new Cost(
                                table.column(TableNames.STEP_OPERATIONS)[row],
                                table.column(TableNames.STEP_BYTES)[row]));
            }
        }
    }

    private static Range range(List<Integer> rows, long[] contexts, long[] nanos, Map<Long, Cost> costs) {
        long[] own = rows.stream().mapToLong(row -> contexts[row]).toArray();
        long[] times = rows.stream().mapToLong(row -> nanos[row]).toArray();
        return new Range(
                Arrays.stream(own).min().orElseThrow(),
                Arrays.stream(own).max().orElseThrow(),
                SortedSample.of(times),
                mean(own, costs));
    }

    private static Optional<Cost> mean(long[] contexts, Map<Long, Cost> costs) {
        List<Cost> known = LongStream.of(contexts)
                .boxed()
                .flatMap(context -> Stream.ofNullable(costs.get(context)))
                .toList();
        if (known.size() < contexts.length) {
            return Optional.empty();
        }
        return Optional.of(new Cost(
                known.stream()
                        .mapToDouble(Cost::floatingPointOperations)
                        .average()
                        .orElseThrow(),
                known.stream().mapToDouble(Cost::bytes).average().orElseThrow()));
    }

    /** Returns the ranges that have steps, shortest context first. */
    public List<Range> ranges() {
        return ranges;
    }

    /** Returns how the time grows; empty if there are too few ranges to say. */
    public Optional<Growth> growth() {
        if (ranges.size() < LEAST_FOR_A_LINE) {
            return Optional.empty();
        }
        double meanContext =
                ranges.stream().mapToDouble(Range::middle).average().orElseThrow();
        double meanNanos = ranges.stream()
                .mapToDouble(range -> range.stepNanos().median())
                .average()
                .orElseThrow();
        double products = 0;
        double squares = 0;
        for (Range range : ranges) {
            double distance = range.middle() - meanContext;
            products += distance * (range.stepNanos().median() - meanNanos);
            squares += distance * distance;
        }
        double slope = products / squares;
        return Optional.of(new Growth(meanNanos - slope * meanContext, slope));
    }
}
