package io.inferbench.junit;

import io.inferbench.api.report.Agreement;
import io.inferbench.api.report.Completed;
import io.inferbench.api.report.Failed;
import io.inferbench.api.report.RunReport;
import io.inferbench.api.report.TrialResult;
import io.inferbench.api.report.Verdict;
import io.inferbench.core.compare.Comparison;
import io.inferbench.core.compare.ComparisonReport;
import io.inferbench.core.compare.ComparisonText;
import io.inferbench.core.json.ReportFormatException;
import io.inferbench.core.json.ReportJson;
import io.inferbench.core.sink.TrialText;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/**
 * Holds a measurement against a baseline, inside a test.
 *
 * <pre>{@code
 * SpeedGuard.against(Path.of("src/test/resources/baseline.json"))
 *         .comparing(comparison -> comparison.margin(0.05))
 *         .attempts(3)
 *         .check(() -> Benchmark.create().run(config).report());
 * }</pre>
 *
 * <p>The test passes only if every trial is shown to be equivalent within the margin, or faster. It fails if a trial is
 * slower, failed or gave wrong answers, or if there is no baseline. What cannot be told is measured again while attempts
 * are left, with the forks of all attempts together; then, and on a machine of another kind than the baseline's, the test
 * is aborted, which JUnit and Surefire show as skipped with the reason, or what {@link #whenUndecided} says. Two system
 * properties change that:
 *
 * <ul>
 *   <li>{@code inferbench.guard.strict=true}: what is undecided fails; for the machine that has the baseline.
 *   <li>{@code inferbench.baseline.record=true}: writes the measurement as the new baseline, and aborts.
 * </ul>
 *
 * <p>Immutable.
 */
public final class SpeedGuard {

    /** System property: what cannot be decided fails, whatever else was asked for. */
    public static final String STRICT = "inferbench.guard.strict";

    /** System property: measurements become baselines. */
    public static final String RECORD = "inferbench.baseline.record";

    private static final System.Logger LOG = System.getLogger(SpeedGuard.class.getName());

    private final Path baseline;
    private final UnaryOperator<Comparison> settings;
    private final int attempts;
    private final Undecided undecided;

    /** What becomes of a test that cannot tell. */
    public enum Undecided {
        /** It is aborted: shown as skipped, with the reason. */
        ABORT,
        /** It fails. */
        FAIL,
        /** It passes, with the reason in the log: only what is shown to be slower fails. */
        PASS
    }

    private SpeedGuard(Path baseline, UnaryOperator<Comparison> settings, int attempts, Undecided undecided) {
        this.baseline = baseline;
        this.settings = settings;
        this.attempts = attempts;
        this.undecided = undecided;
    }

    /**
     * Returns a guard with the comparison's own margin and confidence, one attempt, and tests aborted that cannot tell.
     *
     * @param baseline a JSON report of the same plan, plain or compressed by gzip
     */
    public static SpeedGuard against(Path baseline) {
        return new SpeedGuard(baseline, UnaryOperator.identity(), 1, Undecided.ABORT);
    }

    /**
     * Returns a guard that compares otherwise: another margin, confidence, metric or percentile.
     *
     * @param newSettings gets the comparison of each check and returns it as wanted
     */
    public SpeedGuard comparing(UnaryOperator<Comparison> newSettings) {
        return new SpeedGuard(baseline, newSettings, attempts, undecided);
    }

    /**
     * Returns a guard that measures up to so many times until it can tell.
     *
     * <p>Each attempt adds its forks to those before. Intervals are wider for it, so that the confidence holds for all
     * attempts together. One that the machine spoilt (INVALID) counts and is left out. A trial that looks slower while the
     * machine was disturbed (SUSPECT) is measured anew; slower twice, or in the last attempt, is believed.
     *
     * @param most at least 1
     */
    public SpeedGuard attempts(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("there is at least one attempt, not " + most);
        }
        return new SpeedGuard(baseline, settings, most, undecided);
    }

    /** Returns a guard that does this where nothing can be told. */
    public SpeedGuard whenUndecided(Undecided choice) {
        return new SpeedGuard(baseline, settings, attempts, choice);
    }

    /**
     * Passes, fails or aborts the calling test by one measurement that was made.
     *
     * @param measured what the test has measured, with at least two forks
     * @throws AssertionFailedError if a trial is slower, failed or wrong, or there is no baseline to read
     * @throws TestAbortedException if it cannot be told, with the reason
     */
    public void check(RunReport measured) {
        Attempts one = new Attempts(1);
        check(one, measured);
        one.reason().ifPresent(this::undecided);
    }

    /**
     * Measures, once or more, and passes, fails or aborts the calling test.
     *
     * @param measurement the same each time it is called, with at least two forks
     * @throws AssertionFailedError if a trial is slower, failed or wrong, or there is no baseline to read
     * @throws TestAbortedException if it cannot be told, with the reason
     * @throws Exception what the measurement throws
     */
    public void check(Callable<RunReport> measurement) throws Exception {
        Attempts made = new Attempts(attempts);
        do {
            check(made, measurement.call());
        } while (made.goesOn());
        made.reason().ifPresent(this::undecided);
    }

    private void check(Attempts made, RunReport measured) {
        requireRight(measured);
        List<String> unfit = lines(measured, SpeedGuard::isUnfit);
        if (!unfit.isEmpty()) {
            made.spoilt("What was measured has no number to believe:\n" + String.join("\n", unfit));
            return;
        }
        if (Boolean.getBoolean(RECORD)) {
            record(measured);
            throw new TestAbortedException("recorded as the baseline, compared with nothing: " + baseline);
        }
        ComparisonReport found = settings.apply(Comparison.of(read(), made.with(measured)))
                .looks(made.most())
                .report();
        if (!found.isSameMachine()) {
            made.hopeless(text(
                    "The baseline is of another kind of machine, so nothing is said about speed. Record one here with -D"
                            + RECORD + "=true, or run where it was made.",
                    found));
            return;
        }
        switch (found.outcome()) {
            case NOT_SLOWER -> made.decided();
            case SLOWER -> {
                String slower = text("Slower than the baseline " + baseline + made.count(), found);
                if (made.isLast() || made.wasSlower() || !isDisturbed(measured)) {
                    throw new AssertionFailedError(slower);
                }
                made.slower(slower);
            }
            case UNDECIDED ->
                made.open(
                        measured, text("Whether it is slower than the baseline cannot be told" + made.count(), found));
        }
    }

    /** What the engine did wrong fails; what the machine did, or lacks, says nothing of the code. */
    private static void requireRight(RunReport measured) {
        List<String> wrong = lines(measured, SpeedGuard::isWrong);
        if (!wrong.isEmpty()) {
            throw new AssertionFailedError(
                    "What was measured failed, or gave wrong answers:\n" + String.join("\n", wrong));
        }
    }

    private static boolean isUnfit(TrialResult result) {
        return !(result instanceof Completed) || result.verdict().status() == Verdict.Status.INVALID;
    }

    private static boolean isDisturbed(RunReport measured) {
        return measured.results().stream().anyMatch(result -> result.verdict().status() == Verdict.Status.SUSPECT);
    }

    private static boolean isWrong(TrialResult result) {
        return result instanceof Failed
                || (result instanceof Completed completed
                        && completed.agreement().status() == Agreement.Status.DISAGREES);
    }

    private static List<String> lines(RunReport measured, Predicate<TrialResult> chosen) {
        return measured.results().stream()
                .filter(chosen)
                .map(result -> TrialText.status(result) + "  " + result.trial().id() + ": "
                        + String.join("; ", TrialText.reasons(result)))
                .toList();
    }

    private RunReport read() {
        if (!Files.exists(baseline)) {
            throw new AssertionFailedError("There is no baseline at " + baseline.toAbsolutePath()
                    + ". Record one with -D" + RECORD + "=true on a quiet machine, look at it, and commit it.");
        }
        try {
            return ReportJson.read(baseline);
        } catch (IOException | ReportFormatException unreadable) {
            throw new AssertionFailedError("The baseline cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    private void record(RunReport measured) {
        try {
            Path folder = baseline.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            try (OutputStream out = Files.newOutputStream(baseline)) {
                ReportJson.write(measured, out);
            }
        } catch (IOException refused) {
            throw new AssertionFailedError("The baseline " + baseline + " cannot be written: " + refused, refused);
        }
    }

    private void undecided(String reason) {
        if (Boolean.getBoolean(STRICT)) {
            throw new AssertionFailedError("A failure, since " + STRICT + " is set. " + reason);
        }
        switch (undecided) {
            case FAIL -> throw new AssertionFailedError(reason);
            case ABORT -> throw new TestAbortedException(reason);
            case PASS -> LOG.log(System.Logger.Level.WARNING, reason);
        }
    }

    private static String text(String sentence, ComparisonReport found) {
        return sentence + "\n" + String.join("\n", ComparisonText.lines(found));
    }
}
