package io.inferbench.report.html;

import io.inferbench.api.report.RunReport;
import io.inferbench.core.sink.TrialText;
import java.util.ArrayList;
import java.util.List;

/** Whether to believe the numbers, in words: {@code 3 of 4 numbers stand. 1 was disturbed: compare with care.} */
final class VerdictSentence {

    private VerdictSentence() {}

    static String of(RunReport report) {
        int all = report.results().size();
        long valid = count(report, "VALID");
        if (all == 0) {
            return "Nothing was measured.";
        }
        if (valid == all) {
            return all == 1
                    ? "The number stands: nothing speaks against it."
                    : "All " + all + " numbers stand: nothing speaks against them.";
        }
        List<String> parts = new ArrayList<>();
        parts.add((valid == 0 ? "None" : Long.toString(valid)) + " of " + all
                + (valid == 1 ? " numbers stands" : " numbers stand") + " without doubt.");
        add(
                parts,
                count(report, "SUSPECT"),
                "was disturbed: compare it with care.",
                "were disturbed: compare them with care.");
        add(parts, count(report, "INVALID"), "must not be used.", "must not be used.");
        add(parts, count(report, "FAILED"), "trial broke.", "trials broke.");
        add(parts, count(report, "SKIPPED"), "could not run here.", "could not run here.");
        return String.join(" ", parts);
    }

    private static void add(List<String> parts, long count, String one, String several) {
        if (count > 0) {
            parts.add(count + " " + (count == 1 ? one : several));
        }
    }

    private static long count(RunReport report, String status) {
        return report.results().stream()
                .filter(result -> TrialText.status(result).equals(status))
                .count();
    }
}
