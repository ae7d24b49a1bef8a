package io.inferbench.junit;

import io.inferbench.api.report.Completed;
import io.inferbench.api.report.ForkResult;
import io.inferbench.api.report.RunReport;
import io.inferbench.api.report.TrialResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a guard has measured so far, and why it still cannot tell; one use. */
final class Attempts {

    private final int most;
    private final List<RunReport> kept = new ArrayList<>();
    private int made;
    private boolean isOver;
    private boolean wasSlower;
    private Optional<String> reason = Optional.empty();

    Attempts(int most) {
        this.most = most;
    }

    int most() {
        return most;
    }

    /** Returns whether the attempt that is being judged is the last there may be. */
    boolean isLast() {
        return made + 1 == most;
    }

    /** Takes that the machine spoilt an attempt, whose forks are left out. */
    void spoilt(String why) {
        made++;
        reason = Optional.of(why);
    }

    /** Takes that an attempt was slower while the machine was disturbed; its forks are left out. */
    void slower(String why) {
        spoilt(why);
        wasSlower = true;
    }

    boolean wasSlower() {
        return wasSlower;
    }

    /** Takes that an attempt did not tell; its forks are kept. */
    void open(RunReport measured, String why) {
        spoilt(why);
        kept.add(measured);
    }

    /** Takes that no further attempt would tell. */
    void hopeless(String why) {
        spoilt(why);
        isOver = true;
    }

    /** Takes that there is an answer. */
    void decided() {
        isOver = true;
        reason = Optional.empty();
    }

    boolean goesOn() {
        return !isOver && made < most;
    }

    /** Returns why it cannot be told; empty if it was. */
    Optional<String> reason() {
        return reason;
    }

    /** Returns which attempt is being judged, unless there is but one. */
    String count() {
        return most == 1 ? "" : ", attempt " + (made + 1) + " of " + most;
    }

    /** Returns a run with the forks of all attempts that are kept, and its own. */
    RunReport with(RunReport measured) {
        Map<String, List<ForkResult>> earlier = new LinkedHashMap<>();
        for (RunReport attempt : kept) {
            for (TrialResult result : attempt.results()) {
                if (result instanceof Completed completed) {
                    earlier.computeIfAbsent(completed.trial().id(), id -> new ArrayList<>())
                            .addAll(completed.forks());
                }
            }
        }
        return new RunReport(
                measured.schema(),
                measured.header(),
                measured.finishedAt(),
                measured.status(),
                measured.results().stream().map(result -> with(result, earlier)).toList(),
                List.of());
    }

    private static TrialResult with(TrialResult result, Map<String, List<ForkResult>> earlier) {
        if (!(result instanceof Completed completed)) {
            return result;
        }
        List<ForkResult> forks =
                new ArrayList<>(earlier.getOrDefault(completed.trial().id(), List.of()));
        forks.addAll(completed.forks());
        return new Completed(
                completed.trial(),
                completed.verdict(),
                completed.summaries(),
                completed.agreement(),
                completed.speedOfLight(),
                forks);
    }
}
