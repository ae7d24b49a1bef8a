package io.inferbench.core.verdict;

import static io.inferbench.api.report.Verdict.Status.INVALID;
import static io.inferbench.api.report.Verdict.Status.SUSPECT;
import static io.inferbench.api.report.Verdict.Status.VALID;

import io.inferbench.api.report.Verdict;
import io.inferbench.api.report.Verdict.Reason;
import io.inferbench.api.report.Verdict.Status;
import io.inferbench.core.serve.ServedLoad;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Judges trials that came to their end. */
public final class VerdictRules {

    private static final List<Rule> RULES = List.of(
            new Rule("disagrees", INVALID, AgreementChecks::disagrees),
            new Rule("not-checked", SUSPECT, AgreementChecks::notChecked),
            new Rule("not-compared", VALID, AgreementChecks::notCompared),
            new Rule("answers-part", VALID, AgreementChecks::answersPart),
            new Rule("not-steady", SUSPECT, PhaseChecks::notSteady),
            new Rule("imprecise", SUSPECT, PhaseChecks::imprecise),
            new Rule("too-few-samples", SUSPECT, PhaseChecks::tooFewSamples),
            new Rule("forks-differ", SUSPECT, ForkChecks::forksDiffer),
            new Rule("dirty-windows", SUSPECT, InterferenceChecks::dirtyWindows),
            new Rule("harness-overhead", SUSPECT, ForkChecks::harnessOverhead),
            new Rule("server-lost", INVALID, LoadChecks::serverLost),
            new Rule("most-failed", INVALID, LoadChecks::tooManyFailed),
            new Rule("some-failed", SUSPECT, LoadChecks::someFailed),
            new Rule("late-starts", SUSPECT, LoadChecks::lateStarts),
            new Rule("rate-missed", SUSPECT, LoadChecks::rateMissed),
            new Rule("arrivals-differ", SUSPECT, LoadChecks::arrivalsDiffer),
            new Rule("places-taken", SUSPECT, LoadChecks::placesTaken),
            new Rule("overloaded", SUSPECT, LoadChecks::overloaded),
            new Rule("load-not-held", SUSPECT, LoadChecks::loadNotHeld),
            new Rule("prompts-repeated", SUSPECT, LoadChecks::promptsRepeated),
            new Rule("short-answers", SUSPECT, LoadChecks::shortAnswers),
            new Rule("tokens-disputed", VALID, LoadChecks::tokensDisputed),
            new Rule("single-fork", VALID, ForkChecks::singleFork),
            new Rule("in-process", VALID, ForkChecks::inProcess));

    private static final String OTHER_CPU = "other-cpu";

    private VerdictRules() {}

    /**
     * One rule.
     *
     * @param code stable word for programs
     * @param severity what the trial is if the rule is broken; VALID makes a note
     * @param check returns what was found, with its figure and its limit, if the rule is broken
     */
    private record Rule(String code, Status severity, Function<Evidence, Optional<String>> check) {}

    /** Returns the codes of the rules of this table, without those of the ledger and of GPUs. */
    static List<String> codes() {
        return RULES.stream().map(Rule::code).toList();
    }

    /** Returns the verdict with everything that speaks against the trial. */
    public static Verdict judge(Evidence evidence) {
        List<Reason> reasons = new ArrayList<>();
        for (Rule rule : RULES) {
            rule.check().apply(evidence).ifPresent(text -> reasons.add(new Reason(rule.code(), rule.severity(), text)));
        }
        boolean served = evidence.forks().stream().anyMatch(ServedLoad::isTold);
        for (Reason reason : InterferenceChecks.reasons(evidence.forks())) {
            reasons.add(served && reason.code().equals(OTHER_CPU) ? serverAmongOthers(reason) : reason);
        }
        return Verdict.of(reasons);
    }

    /** A server on this machine is another process, and what it takes is what it is measured at. */
    private static Reason serverAmongOthers(Reason reason) {
        return new Reason(reason.code(), VALID, reason.text() + "; a server on this machine is among them");
    }
}
