package io.inferbench.core.compare;

import io.inferbench.api.report.RunHeader;
import io.inferbench.core.sink.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A comparison as lines of text, for consoles and for the message of a test that fails; the same in every locale. */
public final class ComparisonText {

    private static final double HUNDRED = 100;
    private static final String INDENT = "  ";

    private ComparisonText() {}

    /** Returns everything, what decides first. */
    public static List<String> lines(ComparisonReport report) {
        List<String> lines = new ArrayList<>();
        lines.add(verdict(report));
        lines.add(runs(report));
        lines.add("");
        lines.addAll(environment(report));
        lines.add("");
        for (TrialComparison trial : report.trials()) {
            lines.addAll(trial(trial));
        }
        report.onlyBase().forEach(trial -> lines.add("ONLY IN THE BASE  " + trial.id()));
        report.onlyCandidate().forEach(trial -> lines.add("ONLY IN THE CANDIDATE  " + trial.id()));
        lines.add("");
        lines.add(howJudged(report));
        return lines;
    }

    /** Returns the answer in one sentence, for instance {@code SLOWER: 1 of 3 trials is slower}. */
    public static String verdict(ComparisonReport report) {
        String counts = Stream.of(Finding.values())
                .filter(finding -> report.count(finding) > 0)
                .map(finding -> report.count(finding) + " " + finding.words())
                .collect(Collectors.joining(", "));
        String missing =
                report.onlyBase().isEmpty() ? "" : ", " + report.onlyBase().size() + " ONLY IN THE BASE";
        String answer = switch (report.outcome()) {
            case NOT_SLOWER -> "NOT SLOWER";
            case SLOWER -> "SLOWER";
            case UNDECIDED -> "UNDECIDED";
        };
        return answer + ": " + (counts.isEmpty() ? "no trial in common" : counts) + missing;
    }

    static String runs(ComparisonReport report) {
        return report.isOneRun()
                ? "Run " + name(report.base())
                : "Base " + name(report.base()) + ", candidate " + name(report.candidate());
    }

    private static String name(RunHeader header) {
        return header.runId() + " of " + header.startedAt();
    }

    private static List<String> environment(ComparisonReport report) {
        if (report.environment().isEmpty()) {
            return List.of("Environment: the same, as far as it is told");
        }
        List<String> lines = new ArrayList<>();
        lines.add(
                report.isSameMachine()
                        ? "Environment differs, the machine is alike:"
                        : "Environment differs, and so does the MACHINE (marked !): a change may come from there alone");
        for (EnvironmentDifference difference : report.environment()) {
            lines.add((difference.ofMachine() ? "! " : INDENT) + difference.line());
        }
        return lines;
    }

    /** Returns a trial's finding, figures and notes. */
    public static List<String> trial(TrialComparison trial) {
        List<String> lines = new ArrayList<>();
        lines.add(trial.finding().words() + INDENT + trial.name());
        lines.add(INDENT + trial.ratio().map(ComparisonText::values).orElse("") + trial.explanation());
        trial.notes().forEach(note -> lines.add(INDENT + note));
        return lines;
    }

    private static String values(TrialComparison.Ratio ratio) {
        return ratio.name() + " " + value(ratio, ratio.base()) + " → " + value(ratio, ratio.candidate()) + ", ";
    }

    static String value(TrialComparison.Ratio ratio, double value) {
        return Figures.of(value, ratio.metric().unit());
    }

    static String howJudged(ComparisonReport report) {
        String joint = report.confidenceEach() == report.confidence()
                ? "each interval at " + percent(report.confidence())
                : "intervals at " + percent(report.confidence()) + " for all together, "
                        + percent(report.confidenceEach()) + " each";
        return "Margin " + percent(report.margin()) + "; " + joint
                + ". Ratio: candidate over base, the wider of block bootstrap within forks and Student's t between them.";
    }

    static String percent(double fraction) {
        return String.format(Locale.ROOT, "%.4f", fraction * HUNDRED).replaceFirst("\\.?0+$", "") + " %";
    }
}
