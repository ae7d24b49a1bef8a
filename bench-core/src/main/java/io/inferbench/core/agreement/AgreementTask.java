package io.inferbench.core.agreement;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What a fork has to do about its outputs; plain values, so that it can cross to a child process.
 *
 * @param mode what to do
 * @param file where the reference's outputs are or shall be; absent if there are none
 * @param reference what the outputs are compared with, for instance {@code ort-cpu fp32}
 * @param requests how many distinct requests, at most
 * @param tolerance allowed error over the output's scale
 * @param explanation why nothing is compared, or nobody would compare with what is recorded; empty otherwise
 */
public record AgreementTask(
        Mode mode, Optional<Path> file, String reference, int requests, double tolerance, String explanation) {

    /** What to do. */
    public enum Mode {
        /** Look at nothing: the plan says so. */
        OFF,
        /** Look for NaN and ask the workload; there is no reference. */
        ALONE,
        /** Be the reference: keep the outputs for others. */
        RECORD,
        /** Be the reference again, in another fork: come to the same outputs. */
        REPEAT,
        /** Come to the reference's outputs. */
        COMPARE
    }

    /** Returns a task that looks at nothing. */
    public static AgreementTask off() {
        return off("the plan says not to compare outputs");
    }

    /** Returns a task that looks at nothing, and why. */
    public static AgreementTask off(String explanation) {
        return new AgreementTask(Mode.OFF, Optional.empty(), "", 0, 0, explanation);
    }
}
