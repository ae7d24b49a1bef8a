package io.inferbench.api.workload;

/**
 * A workload's opinion of one answer.
 *
 * @param status what it says
 * @param explanation why, empty if there is nothing to say
 */
public record OutputCheck(Status status, String explanation) {

    /** Possible opinions. */
    public enum Status {
        /** The workload knows nothing to check. */
        NOT_CHECKED,
        /** As it should be. */
        PASSED,
        /** Wrong. */
        FAILED
    }

    /** Returns that there was nothing to check. */
    public static OutputCheck notChecked() {
        return new OutputCheck(Status.NOT_CHECKED, "");
    }

    /** Returns that the answer is as it should be. */
    public static OutputCheck passed() {
        return new OutputCheck(Status.PASSED, "");
    }

    /** Returns that the answer is wrong, and why. */
    public static OutputCheck failed(String explanation) {
        return new OutputCheck(Status.FAILED, explanation);
    }
}
