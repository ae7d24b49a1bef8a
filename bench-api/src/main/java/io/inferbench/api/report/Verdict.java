package io.inferbench.api.report;

import java.util.List;

/**
 * Whether a number can be believed.
 *
 * @param status the worst of the reasons' severities, VALID if there is none
 * @param reasons everything that speaks against it
 */
public record Verdict(Status status, List<Reason> reasons) {

    /** Answers, best first. */
    public enum Status {
        /** Nothing speaks against it. */
        VALID,
        /** Something disturbed it; compare with care. */
        SUSPECT,
        /** Not to be used. */
        INVALID
    }

    /**
     * One thing that speaks against a number.
     *
     * @param code stable word for programs, for instance {@code not-steady}
     * @param severity SUSPECT or INVALID; VALID for a note that decides nothing
     * @param text what was found, with its figure and the limit it broke
     */
    public record Reason(String code, Status severity, String text) {}

    /** Copies the reasons. */
    public Verdict {
        reasons = List.copyOf(reasons);
    }

    /** Returns the verdict that follows from these reasons. */
    public static Verdict of(List<Reason> reasons) {
        Status worst =
                reasons.stream().map(Reason::severity).max(Status::compareTo).orElse(Status.VALID);
        return new Verdict(worst, reasons);
    }

    /** Returns INVALID for one reason. */
    public static Verdict invalid(String code, String text) {
        return of(List.of(new Reason(code, Status.INVALID, text)));
    }
}
