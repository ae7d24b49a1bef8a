package io.inferbench.core.serve;

import io.inferbench.api.metric.Metric;
import io.inferbench.api.metric.Metrics;
import io.inferbench.api.report.ForkResult;
import io.inferbench.core.load.Objectives;
import io.inferbench.core.stats.RateSeries;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/**
 * The metrics of a served load, from its records alone; formulas in {@code docs/metrics.md}.
 *
 * <p>Latencies are of the requests that belong to the measured stage and were answered, even if the answer came after the
 * window. Throughput is what happened inside the window, whoever's request it was: tokens of requests that cross an edge
 * count if they arrived inside.
 */
public final class ServedFigures {

    private static final int FEWEST_PARTS = 10;
    private static final int MOST_PARTS = 120;
    private static final double NANOS_PER_SECOND = 1e9;

    private final List<RequestRecord> all;
    private final List<RequestRecord> answered;
    private final LoadWindow window;
    private final Map<Metric, Function<ServedFigures, DoubleStream>> formulas = Map.of(
            Metrics.E2EL,
            figures -> figures.each(record -> record.lastNanos() - record.sentNanos()),
            Metrics.E2EL_FROM_INTENDED,
            figures -> figures.each(record -> record.lastNanos() - record.intendedNanos()),
            Metrics.TTFT,
            figures -> figures.first(record -> record.firstNanos() - record.sentNanos()),
            Metrics.TTFT_FROM_INTENDED,
            figures -> figures.first(record -> record.firstNanos() - record.intendedNanos()),
            Metrics.TPOT,
            ServedFigures::tpot,
            Metrics.ITL,
            ServedFigures::gaps,
            Metrics.LONGEST_GAP,
            ServedFigures::longestGaps,
            Metrics.CLIENT_QUEUE,
            figures -> figures.each(record -> record.sentNanos() - record.intendedNanos()),
            Metrics.CONNECT_TIME,
            ServedFigures::connects,
            Metrics.USER_TOKEN_THROUGHPUT,
            ServedFigures::userRates);

    /**
     * Takes the records of one fork.
     *
     * @param all of every stage
     * @param window the measured stage's
     */
    public ServedFigures(List<RequestRecord> all, LoadWindow window) {
        this.all = List.copyOf(all);
        this.window = window;
        this.answered = measured().stream().filter(RequestRecord::answered).toList();
    }

    /** Returns the figures of a fork, from its tables; empty if it served no load. */
    public static Optional<ServedFigures> of(ForkResult fork) {
        Optional<LoadWindow> window = LoadWindow.measurement(fork);
        return window.isEmpty()
                ? Optional.empty()
                : RequestTables.read(fork).map(records -> new ServedFigures(records, window.get()));
    }

    /** Returns the window of the measured stage. */
    public LoadWindow window() {
        return window;
    }

    /** Returns the requests of the measured stage, failed ones too. */
    public List<RequestRecord> measured() {
        return all.stream().filter(record -> record.stage() == window.stage()).toList();
    }

    /** Returns the answered requests of the measured stage. */
    public List<RequestRecord> answered() {
        return answered;
    }

    /** Returns samples of a metric of requests or gaps, in nanoseconds or tokens per second; empty if it has none. */
    public double[] samples(Metric metric) {
        Function<ServedFigures, DoubleStream> formula = formulas.get(metric);
        return formula == null ? new double[0] : formula.apply(this).toArray();
    }

    private DoubleStream each(ToLongFunction<RequestRecord> value) {
        return answered.stream().mapToLong(value).asDoubleStream();
    }

    /** An answer that was not streamed has no first token to see. */
    private DoubleStream first(ToLongFunction<RequestRecord> value) {
        return answered.stream()
                .filter(record -> record.streamed() && record.hasTokens())
                .mapToLong(value)
                .asDoubleStream();
    }

    private DoubleStream tpot() {
        return answered.stream().filter(ServedFigures::hasTpot).mapToDouble(ServedFigures::tpotNanos);
    }

    static boolean hasTpot(RequestRecord record) {
        return record.outputTokens() > 1 && record.arrivals().length > 1;
    }

    static double tpotNanos(RequestRecord record) {
        return (double) (record.lastNanos() - record.firstNanos()) / (record.outputTokens() - 1);
    }

    /** Tokens that came at the same moment have no rate. */
    private DoubleStream userRates() {
        return tpot().filter(nanos -> nanos > 0).map(nanos -> NANOS_PER_SECOND / nanos);
    }

    private DoubleStream gaps() {
        return answered.stream().flatMapToLong(ServedFigures::gaps).asDoubleStream();
    }

    static LongStream gaps(RequestRecord record) {
        long[] arrivals = record.arrivals();
        return LongStream.range(1, arrivals.length).map(at -> arrivals[(int) at] - arrivals[(int) at - 1]);
    }

    private DoubleStream longestGaps() {
        return answered.stream()
                .filter(record -> record.arrivals().length > 1)
                .mapToLong(record -> gaps(record).max().orElseThrow())
                .asDoubleStream();
    }

    private DoubleStream connects() {
        return answered.stream()
                .mapToLong(RequestRecord::connectNanos)
                .filter(nanos -> nanos > 0)
                .asDoubleStream();
    }

    /** Returns output tokens by part of the window. */
    public RateSeries outputTokens() {
        return rates(this::countOutput);
    }

    /** Returns tokens read and written by part of the window; a prompt counts as read when its first token comes. */
    public RateSeries allTokens() {
        return rates((record, parts) -> {
            countOutput(record, parts);
            if (record.answered() || record.hasTokens()) {
                parts.add(record.hasTokens() ? record.firstNanos() : record.endNanos(), record.promptTokens());
            }
        });
    }

    private void countOutput(RequestRecord record, Parts parts) {
        for (int chunk = 0; chunk < record.arrivals().length; chunk++) {
            parts.add(record.arrivals()[chunk], record.tokens()[chunk]);
        }
    }

    /** Returns answers by part of the window: those that became whole in it. */
    public RateSeries answers() {
        return rates((record, parts) -> {
            if (record.answered()) {
                parts.add(record.lastNanos(), 1);
            }
        });
    }

    /** Returns requests that met every objective, by the part of the window they were to start in. */
    public RateSeries good(Objectives objectives) {
        Parts parts = new Parts();
        for (RequestRecord record : answered) {
            if (isGood(record, objectives)) {
                parts.add(Math.min(Math.max(record.intendedNanos(), window.startNanos()), window.endNanos() - 1), 1);
            }
        }
        return parts.series();
    }

    /** Returns whether a request was answered and kept every limit; what it has no value of it keeps. */
    public static boolean isGood(RequestRecord record, Objectives objectives) {
        if (!record.answered()) {
            return false;
        }
        boolean tokens = record.streamed() && record.hasTokens();
        return record.lastNanos() - record.intendedNanos() <= objectives.limitNanos(Objectives.E2EL)
                && (!tokens || record.firstNanos() - record.intendedNanos() <= objectives.limitNanos(Objectives.TTFT))
                && (!hasTpot(record) || tpotNanos(record) <= objectives.limitNanos(Objectives.TPOT))
                && gaps(record).max().orElse(0) <= objectives.limitNanos(Objectives.LONGEST_GAP);
    }

    /** Returns the time that requests were in flight, by part of the window: over its length the mean in flight. */
    public RateSeries inFlight() {
        return rates((record, parts) -> parts.addSpan(record.sentNanos(), record.endNanos()));
    }

    /** Returns the most requests in flight at once inside the window. */
    public int mostInFlight() {
        long[] starts =
                all.stream().mapToLong(RequestRecord::sentNanos).sorted().toArray();
        long[] ends = all.stream().mapToLong(RequestRecord::endNanos).sorted().toArray();
        int ended = 0;
        int before = 0;
        int most = 0;
        for (int started = 0; started < starts.length && starts[started] < window.endNanos(); started++) {
            while (ended < ends.length && ends[ended] <= Math.max(starts[started], window.startNanos())) {
                ended++;
            }
            int now = started + 1 - ended;
            if (starts[started] < window.startNanos()) {
                before = now;
            }
            most = Math.max(most, window.holds(starts[started]) ? now : before);
        }
        return most;
    }

    private interface Counter {

        void count(RequestRecord record, Parts parts);
    }

    private RateSeries rates(Counter counter) {
        Parts parts = new Parts();
        all.forEach(record -> counter.count(record, parts));
        return parts.series();
    }

    /** The window cut into equal parts, so that its rate has an interval. */
    private final class Parts {

        private final double[] amounts;
        private final double partNanos;

        Parts() {
            int count = (int) Math.max(FEWEST_PARTS, Math.min(MOST_PARTS, Math.round(window.seconds())));
            this.amounts = new double[count];
            this.partNanos = (double) window.nanos() / count;
        }

        void add(long at, double amount) {
            if (window.holds(at)) {
                amounts[(int) Math.min(amounts.length - 1, (at - window.startNanos()) / partNanos)] += amount;
            }
        }

        void addSpan(long from, long to) {
            for (int part = 0; part < amounts.length; part++) {
                double begin = window.startNanos() + part * partNanos;
                amounts[part] +=
                        Math.max(0, Math.min(to, begin + partNanos) - Math.max(from, begin)) / NANOS_PER_SECOND;
            }
        }

        RateSeries series() {
            double[] seconds = new double[amounts.length];
            Arrays.fill(seconds, partNanos / NANOS_PER_SECOND);
            return RateSeries.of(amounts, seconds);
        }
    }
}
