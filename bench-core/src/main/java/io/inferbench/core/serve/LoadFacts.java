package io.inferbench.core.serve;

import io.inferbench.api.backend.RequestEnd.Failure;
import io.inferbench.core.load.ArrivalPattern;
import io.inferbench.core.load.LoadShape;
import io.inferbench.core.load.Schedule;
import io.inferbench.core.load.ScheduleCheck;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a reader should know of a load beside its figures; verdict rules read some of it by these names. */
public final class LoadFacts {

    /** Requests of the measured stage. */
    public static final String REQUESTS = "requests";

    /** Of these, how many failed. */
    public static final String FAILED = "failed";

    /** Failures by class. */
    public static final String FAILURES = "failures";

    /** Why no more requests were started. */
    public static final String ENDED = "ended";

    /** Value of {@link #ENDED}: so many failed one after the other that the server is taken for lost. */
    public static final String SERVER_LOST = "server-lost";

    /** Starts per second by the schedule. */
    public static final String PLANNED_RATE = "schedule.planned_rate_per_s";

    /** Starts per second as they were. */
    public static final String ACHIEVED_RATE = "schedule.achieved_rate_per_s";

    /** Delay of starts that had a place: the client's own. */
    public static final String LATE_P99 = "schedule.late_p99_ns";

    /** Chance that planned and achieved gaps come from one distribution. */
    public static final String GAP_PROBABILITY = "schedule.gap_probability";

    /** Starts that had to wait for another request's end. */
    public static final String WAITED = "waited_for_place";

    /** Requests whose prompt had been sent before. */
    public static final String REPEATED = "prompts_repeated";

    /** Answers with fewer tokens than asked for although the end was to be ignored. */
    public static final String SHORT = "short_answers";

    /** Most requests in flight that were asked for. */
    public static final String LIMIT = "in_flight.limit";

    /** Most requests in flight inside the window. */
    public static final String MOST = "in_flight.most";

    /** Requests in flight when the window began. */
    public static final String AT_START = "in_flight.at_start";

    /** Requests in flight when the window ended. */
    public static final String AT_END = "in_flight.at_end";

    /** Whether the window was under the full load asked for. */
    public static final String FULL = "window.full_load";

    /** Whether a search held any rate. */
    public static final String SEARCH_MET = "search.met";

    /** Highest rate that a search held, requests per second; missing if it held none. */
    public static final String SEARCH_RATE = "search.rate_per_s";

    private static final int LEAST_TURNS = 2;
    private static final double LATE_SHARE = 0.99;

    private final LoadTask task;
    private final StageRun run;
    private final LoadWindow window;
    private final List<RequestRecord> all;
    private final List<RequestRecord> measured;
    private final Set<Integer> followers;

    /**
     * Looks at one stage.
     *
     * @param followers indices of requests that start when another one was answered, and not by the schedule
     */
    LoadFacts(LoadTask task, StageRun run, LoadWindow window, List<RequestRecord> all, Set<Integer> followers) {
        this.task = task;
        this.run = run;
        this.window = window;
        this.all = all;
        this.measured =
                all.stream().filter(record -> record.stage() == window.stage()).toList();
        this.followers = Set.copyOf(followers);
    }

    Map<String, String> all() {
        Map<String, String> facts = new TreeMap<>();
        facts.put(REQUESTS, Integer.toString(measured.size()));
        facts.put(
                FAILED,
                Long.toString(
                        measured.stream().filter(record -> !record.answered()).count()));
        facts.put(FAILURES, failures(measured));
        facts.put(ENDED, run.end().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        facts.put(REPEATED, Integer.toString(repeated()));
        facts.put(
                SHORT,
                Long.toString(measured.stream().filter(LoadFacts::isShort).count()));
        facts.put("tokens_counted_by", countings());
        facts.putAll(TokenCounts.of(measured));
        facts.put(FULL, Boolean.toString(isFull(run)));
        facts.put(MOST, Integer.toString(new ServedFigures(all, window).mostInFlight()));
        facts.put(AT_START, Long.toString(inFlight(window.startNanos())));
        facts.put(AT_END, Long.toString(inFlight(window.endNanos())));
        run.stage().limit().ifPresent(limit -> facts.put(LIMIT, Integer.toString(limit)));
        run.stage().schedule().ifPresent(schedule -> schedule(schedule, facts));
        return facts;
    }

    /** Returns whether all places were taken for two turns at least; a schedule keeps its own time. */
    static boolean isFull(StageRun run) {
        return run.stage().schedule().isPresent()
                ? run.durationNanos() > 0
                : run.started() >= LEAST_TURNS * run.stage().limit().orElseThrow() + 1;
    }

    static String failures(List<RequestRecord> records) {
        Map<Failure, Long> counts = records.stream()
                .flatMap(record -> record.failure().stream())
                .collect(Collectors.groupingBy(failure -> failure, TreeMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .map(entry -> entry.getKey().name().toLowerCase(Locale.ROOT).replace('_', '-') + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    private int repeated() {
        Set<Integer> before = all.stream()
                .filter(record -> record.stage() < window.stage())
                .map(RequestRecord::request)
                .collect(Collectors.toSet());
        int repeated = 0;
        for (RequestRecord record : measured) {
            if (!before.add(record.request())) {
                repeated++;
            }
        }
        return repeated;
    }

    private static boolean isShort(RequestRecord record) {
        return record.answered() && record.endIgnored() && record.outputTokens() < record.askedTokens();
    }

    private String countings() {
        return measured.stream()
                .collect(Collectors.groupingBy(RequestRecord::counting, TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(entry -> entry.getKey().name().toLowerCase(Locale.ROOT).replace('_', '-') + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    private long inFlight(long at) {
        return all.stream()
                .filter(record -> record.sentNanos() <= at && record.endNanos() > at)
                .count();
    }

    private void schedule(Schedule schedule, Map<String, String> facts) {
        List<RequestRecord> scheduled = measured.stream()
                .filter(record -> !followers.contains(record.request()))
                .limit(schedule.size())
                .toList();
        if (scheduled.size() < 2) {
            return;
        }
        long[] started = scheduled.stream()
                .mapToLong(record -> record.startedNanos() - window.startNanos())
                .toArray();
        ScheduleCheck check = ScheduleCheck.of(schedule.first(started.length), started);
        facts.put(PLANNED_RATE, String.format(Locale.ROOT, "%.6g", check.plannedRatePerSecond()));
        facts.put(ACHIEVED_RATE, String.format(Locale.ROOT, "%.6g", check.achievedRatePerSecond()));
        facts.put("schedule.late_median_ns", Long.toString(check.medianDelayNanos()));
        facts.put("schedule.late_max_ns", Long.toString(check.worstDelayNanos()));
        facts.put("schedule.gap_distance", String.format(Locale.ROOT, "%.5f", check.gapDistance()));
        if (hasContinuousGaps()) {
            check.gapProbability()
                    .ifPresent(value -> facts.put(GAP_PROBABILITY, String.format(Locale.ROOT, "%.4g", value)));
        }
        lateness(scheduled, facts);
    }

    /** Equal gaps and bursts have one value, which no clock hits exactly: a test of distributions says nothing there. */
    private boolean hasContinuousGaps() {
        boolean drawn = task.arrivals().kind() == ArrivalPattern.Kind.POISSON
                || task.arrivals().kind() == ArrivalPattern.Kind.GAMMA;
        return drawn
                && task.shape()
                        .map(shape -> !(shape instanceof LoadShape.Unbounded) && !(shape instanceof LoadShape.Replay))
                        .orElse(false);
    }

    /** With a limit of requests in flight a late start may be the server's doing: it waited for an answer. */
    private void lateness(List<RequestRecord> scheduled, Map<String, String> facts) {
        long[] late = scheduled.stream()
                .mapToLong(record -> record.startedNanos() - record.intendedNanos())
                .sorted()
                .toArray();
        if (run.stage().limit().isEmpty()) {
            facts.put(LATE_P99, Long.toString(late[(int) (LATE_SHARE * (late.length - 1))]));
        } else {
            int limit = run.stage().limit().getAsInt();
            facts.put(WAITED, Long.toString(waited(scheduled, limit)));
        }
    }

    /** A start waited for a place if all were taken when it was due. */
    private long waited(List<RequestRecord> scheduled, int limit) {
        long[] starts =
                all.stream().mapToLong(RequestRecord::startedNanos).sorted().toArray();
        long[] ends = all.stream().mapToLong(RequestRecord::endNanos).sorted().toArray();
        return scheduled.stream()
                .filter(record -> below(starts, record.intendedNanos()) - below(ends, record.intendedNanos()) >= limit)
                .count();
    }

    private static int below(long[] sorted, long value) {
        int at = Arrays.binarySearch(sorted, value);
        return at < 0 ? -at - 1 : at;
    }
}
