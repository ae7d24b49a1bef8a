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
 *         .check(Benchmark.create().run(config).report());
 * }</pre>
 *
 * <p>The test passes only if every trial is shown to be equivalent within the margin, or faster. It fails if a trial is
 * slower, failed or gave wrong answers, or if there is no baseline. It is aborted, which JUnit and Surefire show as
 * skipped with the reason, if nothing can be said: on a machine of another kind than the baseline's, where a trial is
 * SKIPPED or otherwise INVALID, and where the samples cannot tell. Two system properties change that:
 *
 * <ul>
 *   <li>{@code inferbench.guard.strict=true}: what would abort fails; for the machine that has the baseline.
 *   <li>{@code inferbench.baseline.record=true}: writes the measurement as the new baseline, and aborts.
 * </ul>
 *
 * <p>Immutable.
 */
public final class SpeedGuard {

    /** System property: what cannot be decided fails in place of being aborted. */
    public static final String STRICT = "inferbench.guard.strict";

    /** System property: measurements become baselines. */
    public static final String RECORD = "inferbench.baseline.record";

    private final Path baseline;
    private final UnaryOperator<Comparison> settings;

    private SpeedGuard(Path baseline, UnaryOperator<Comparison> settings) {
        this.baseline = baseline;
        this.settings = settings;
    }

    /**
     * Returns a guard with the comparison's own margin and confidence.
     *
     * @param baseline a JSON report of the same plan, plain or compressed by gzip
     */
    public static SpeedGuard against(Path baseline) {
        return new SpeedGuard(baseline, UnaryOperator.identity());
    }

    /**
     * Returns a guard that compares otherwise: another margin, confidence, metric or percentile.
     *
     * @param newSettings gets the comparison of each check and returns it as wanted
     */
    public SpeedGuard comparing(UnaryOperator<Comparison> newSettings) {
        return new SpeedGuard(baseline, newSettings);
    }

    /**
     * Passes, fails or aborts the calling test.
     *
     * @param measured what the test has measured, with at least two forks
     * @throws AssertionFailedError if a trial is slower, failed or wrong, or there is no baseline to read
     * @throws TestAbortedException if it cannot be told, with the reason
     */
    public void check(RunReport measured) {
        requireUsable(measured);
        if (Boolean.getBoolean(RECORD)) {
            record(measured);
            throw new TestAbortedException("recorded as the baseline, compared with nothing: " + baseline);
        }
        ComparisonReport found = settings.apply(Comparison.of(read(), measured)).report();
        if (!found.isSameMachine()) {
            undecided(text(
                    "The baseline is of another kind of machine, so nothing is said about speed. Record one here with -D"
                            + RECORD + "=true, or run where it was made.",
                    found));
        }
        switch (found.outcome()) {
            case NOT_SLOWER -> {}
            case SLOWER -> throw new AssertionFailedError(text("Slower than the baseline " + baseline, found));
            case UNDECIDED -> undecided(text("Whether it is slower than the baseline cannot be told", found));
        }
    }

    /** What the engine did wrong fails; what the machine did, or lacks, says nothing of the code. */
    private static void requireUsable(RunReport measured) {
        List<String> wrong = lines(measured, SpeedGuard::isWrong);
        if (!wrong.isEmpty()) {
            throw new AssertionFailedError(
                    "What was measured failed, or gave wrong answers:\n" + String.join("\n", wrong));
        }
        List<String> unfit = lines(
                measured,
                result -> !(result instanceof Completed) || result.verdict().status() == Verdict.Status.INVALID);
        if (!unfit.isEmpty()) {
            undecided("What was measured has no number to believe:\n" + String.join("\n", unfit));
        }
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

    private static void undecided(String reason) {
        if (Boolean.getBoolean(STRICT)) {
            throw new AssertionFailedError("A failure, since " + STRICT + " is set. " + reason);
        }
        throw new TestAbortedException(reason);
    }

    private static String text(String sentence, ComparisonReport found) {
        return sentence + "\n" + String.join("\n", ComparisonText.lines(found));
    }
}
