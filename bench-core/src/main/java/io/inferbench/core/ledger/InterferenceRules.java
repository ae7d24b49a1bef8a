package io.inferbench.core.ledger;

import io.inferbench.api.report.Interference;
import io.inferbench.api.report.Verdict.Reason;
import io.inferbench.api.report.Verdict.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * When what else went on makes a measurement doubtful or worthless.
 *
 * <p>Each limit is a constant with its reason. Limits on time are fractions of the observed time. The usual pair is 1 % and
 * 10 %: one percent is the precision that is asked for by default, so more than that can be what a comparison turns on; a
 * tenth is as large as most differences worth reporting.
 */
public final class InterferenceRules {

    /** Threads stood still: the JVM's safepoints, collections included. */
    static final Limits SAFEPOINTS = new Limits(0.01, 0.10);

    /** The JVM's collections alone, where there is no word of safepoints. */
    static final Limits COLLECTIONS = SAFEPOINTS;

    /** The recorder's own sleeper woke 10 ms late or more: the machine or the JVM froze, or far too many threads ran. */
    static final Limits LATE_TIMER = new Limits(0.01, 0.10);

    /** A freeze of this length is longer than a call, and one of them is enough to make a tail percentile. */
    static final double LONGEST_FREEZE_NANOS = 100e6;

    /** Time given to other virtual machines: it is lost to the engine, and cannot be seen from inside its latency. */
    static final Limits STEAL = new Limits(0.01, 0.10);

    /** A quota that bites measures the quota: runs of 100 ms periods, each with a gap at its end. */
    static final Limits QUOTA = new Limits(0.001, 0.05);

    /**
     * Others' part of the machine. A desktop at rest stays below 5 %; above a tenth, caches, memory bandwidth and turbo
     * clocks are shared in earnest; above a half, an engine that uses all processors has lost some of them.
     */
    static final Limits OTHER_PROCESSES = new Limits(0.10, 0.50);

    /**
     * Compiler threads at work for this part of the time: the code around the engine was not warm, and a fifth of a
     * processor was gone. No reason to throw a result away.
     */
    static final Limits COMPILATION = new Limits(0.20, Double.POSITIVE_INFINITY);

    /** Waits for a disk: about 0.1 ms each from flash and 10 ms from a turning disk, so ten a second are up to a tenth. */
    static final Limits MAJOR_FAULTS_PER_SECOND = new Limits(1, 100);

    /** Memory ran out somewhere; whose pages they were is not told. */
    static final Limits SWAPPED_PAGES_PER_SECOND = new Limits(10, 10_000);

    /** The fastest core's clock ranged over more than this part of its highest: compute-bound latency follows it. */
    static final double WIDEST_CLOCK_RANGE = 0.10;

    private static final double NANOS_PER_SECOND = 1e9;
    private static final String PROCESSORS = "of the machine's processor time";

    private InterferenceRules() {}

    /** Returns what speaks against a measurement made while this ledger was open; a total that is not there says nothing. */
    public static List<Reason> judge(Interference ledger) {
        List<Reason> reasons = new ArrayList<>();
        jvm(reasons, ledger);
        processors(reasons, ledger);
        memory(reasons, ledger);
        freeze(reasons, ledger);
        heat(reasons, ledger);
        clock(reasons, ledger);
        return reasons;
    }

    private static void jvm(List<Reason> reasons, Interference ledger) {
        if (LedgerTotal.SAFEPOINT_TIME.in(ledger).isPresent()) {
            share(reasons, ledger, LedgerTotal.SAFEPOINT_TIME, SAFEPOINTS, "jvm-safepoints", "the JVM stood still");
        } else {
            share(reasons, ledger, LedgerTotal.GC_PAUSE_TIME, COLLECTIONS, "jvm-gc", "the JVM collected garbage");
        }
        share(
                reasons,
                ledger,
                LedgerTotal.JIT_COMPILATION_TIME,
                COMPILATION,
                "jvm-compiling",
                "the JVM still compiled");
    }

    private static void processors(List<Reason> reasons, Interference ledger) {
        share(reasons, ledger, LedgerTotal.QUOTA_THROTTLED_TIME, QUOTA, "cpu-quota", "a CPU quota stopped the process");
        percent(
                reasons,
                ledger,
                LedgerTotal.CPU_STEAL_SHARE,
                STEAL,
                "cpu-steal",
                PROCESSORS + " stolen by the hypervisor");
        percent(
                reasons,
                ledger,
                LedgerTotal.OTHER_CPU_SHARE,
                OTHER_PROCESSES,
                "other-cpu",
                PROCESSORS + " used by others");
        percent(
                reasons,
                ledger,
                LedgerTotal.TIMER_LATE_SHARE,
                LATE_TIMER,
                "timer-late",
                "of timer wake-ups came 10 ms late or more");
    }

    private static void memory(List<Reason> reasons, Interference ledger) {
        rate(
                reasons,
                ledger,
                LedgerTotal.MAJOR_FAULTS,
                MAJOR_FAULTS_PER_SECOND,
                "major-faults",
                "page faults from disk");
        rate(reasons, ledger, LedgerTotal.SWAPPED_PAGES, SWAPPED_PAGES_PER_SECOND, "swapping", "pages swapped");
    }

    private static void share(
            List<Reason> reasons, Interference ledger, LedgerTotal total, Limits limits, String code, String what) {
        limits.judge(total.shareIn(ledger))
                .ifPresent(found -> reasons.add(found.reason(
                        code,
                        "%s for %.1f %% of the time (limit %.1f %%)",
                        what,
                        100 * found.value(),
                        100 * found.limit())));
    }

    private static void percent(
            List<Reason> reasons, Interference ledger, LedgerTotal total, Limits limits, String code, String what) {
        OptionalDouble percent = total.in(ledger);
        OptionalDouble share = percent.isEmpty() ? percent : OptionalDouble.of(percent.getAsDouble() / 100);
        limits.judge(share)
                .ifPresent(found -> reasons.add(found.reason(
                        code, "%.1f %% %s (limit %.1f %%)", 100 * found.value(), what, 100 * found.limit())));
    }

    private static void rate(
            List<Reason> reasons, Interference ledger, LedgerTotal total, Limits limits, String code, String what) {
        OptionalDouble perNano = total.shareIn(ledger);
        OptionalDouble perSecond =
                perNano.isEmpty() ? perNano : OptionalDouble.of(perNano.getAsDouble() * NANOS_PER_SECOND);
        limits.judge(perSecond)
                .ifPresent(found -> reasons.add(
                        found.reason(code, "%.1f %s a second (limit %.1f)", found.value(), what, found.limit())));
    }

    private static void freeze(List<Reason> reasons, Interference ledger) {
        double longest = LedgerTotal.TIMER_LAG_MAX.in(ledger).orElse(0);
        if (longest > LONGEST_FREEZE_NANOS) {
            reasons.add(new Reason(
                    "freeze",
                    Status.SUSPECT,
                    text(
                            "a sleeping thread woke %.0f ms too late (limit %.0f ms)",
                            longest / 1e6, LONGEST_FREEZE_NANOS / 1e6)));
        }
    }

    private static void heat(List<Reason> reasons, Interference ledger) {
        double throttles = LedgerTotal.THERMAL_THROTTLES.in(ledger).orElse(0);
        if (throttles > 0) {
            reasons.add(new Reason(
                    "cpu-throttled", Status.SUSPECT, text("heat slowed processor cores %.0f times", throttles)));
        }
    }

    private static void clock(List<Reason> reasons, Interference ledger) {
        double slowest = LedgerTotal.SLOWEST_CLOCK.in(ledger).orElse(0);
        double fastest = LedgerTotal.FASTEST_CLOCK.in(ledger).orElse(0);
        double range = fastest > 0 ? (fastest - slowest) / fastest : 0;
        if (range > WIDEST_CLOCK_RANGE) {
            reasons.add(new Reason(
                    "cpu-clock-changed",
                    Status.SUSPECT,
                    text(
                            "the fastest core's clock ranged from %.0f to %.0f MHz (limit %.0f %%)",
                            slowest / 1e3, fastest / 1e3, 100 * WIDEST_CLOCK_RANGE)));
        }
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
