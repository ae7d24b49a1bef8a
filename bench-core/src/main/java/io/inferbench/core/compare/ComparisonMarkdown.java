package io.inferbench.core.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A comparison as Markdown for a pull request; the same in every locale. */
public final class ComparisonMarkdown {

    private ComparisonMarkdown() {}

    /** Returns the whole text, lines ended by a line feed. */
    public static String of(ComparisonReport report) {
        List<String> lines = new ArrayList<>();
        lines.add("## Performance: " + ComparisonText.verdict(report));
        lines.add("");
        lines.add(escaped(ComparisonText.runs(report)));
        lines.add("");
        addEnvironment(lines, report);
        addTrials(lines, report);
        lines.add(ComparisonText.howJudged(report));
        lines.add("");
        lines.add("CANNOT TELL is not a pass: the samples allow both a change that matters and none.");
        return String.join("\n", lines) + "\n";
    }

    private static void addEnvironment(List<String> lines, ComparisonReport report) {
        if (report.environment().isEmpty()) {
            lines.add("Environment: the same, as far as it is told.");
        } else {
            lines.add(
                    report.isSameMachine()
                            ? "Environment differs; the machine is alike."
                            : "**The machine differs** (marked **!**): a change may come from there alone.");
            lines.add("");
            lines.add("| | fact | base | candidate |");
            lines.add("|---|---|---|---|");
            for (EnvironmentDifference difference : report.environment()) {
                lines.add(row(
                        difference.ofMachine() ? "**!**" : "",
                        escaped(difference.name()),
                        escaped(difference.base()),
                        escaped(difference.candidate())));
            }
        }
        lines.add("");
    }

    private static void addTrials(List<String> lines, ComparisonReport report) {
        lines.add("| finding | trial | metric | base | candidate | ratio | interval | forks | why |");
        lines.add("|---|---|---|---:|---:|---:|---|---:|---|");
        report.trials().forEach(trial -> lines.add(trialRow(trial)));
        report.onlyBase()
                .forEach(trial -> lines.add(row("only in the base", code(trial.id()), "", "", "", "", "", "", "")));
        report.onlyCandidate()
                .forEach(
                        trial -> lines.add(row("only in the candidate", code(trial.id()), "", "", "", "", "", "", "")));
        lines.add("");
    }

    private static String trialRow(TrialComparison trial) {
        List<String> why = new ArrayList<>();
        why.add(trial.explanation());
        why.addAll(trial.notes());
        List<String> figures = trial.ratio()
                .map(ratio -> List.of(
                        ratio.name(),
                        ComparisonText.value(ratio, ratio.base()),
                        ComparisonText.value(ratio, ratio.candidate()),
                        number(ratio.value()),
                        number(ratio.interval().low()) + " to "
                                + number(ratio.interval().high()),
                        ratio.baseForks() + ", " + ratio.candidateForks()))
                .orElse(List.of("", "", "", "", "", ""));
        List<String> cells = new ArrayList<>();
        cells.add("**" + trial.finding().words() + "**");
        cells.add(code(trial.name()));
        cells.addAll(figures);
        cells.add(why.stream().map(ComparisonMarkdown::escaped).collect(Collectors.joining("<br>")));
        return row(cells.toArray(String[]::new));
    }

    private static String number(double ratio) {
        return String.format(Locale.ROOT, "%.4f", ratio);
    }

    private static String row(String... cells) {
        return "| " + String.join(" | ", cells) + " |";
    }

    private static String code(String id) {
        return "`" + id.replace("|", "\\|").replace("`", "'") + "`";
    }

    private static String escaped(String text) {
        return text.replaceAll("\\s*\\R\\s*", " ")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace("|", "\\|");
    }
}
