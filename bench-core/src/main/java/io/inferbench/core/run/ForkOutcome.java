package io.inferbench.core.run;

import io.inferbench.api.report.ForkResult;
import io.inferbench.api.report.Stage;
import java.util.ArrayList;
import java.util.List;

/** What became of one fork. */
public sealed interface ForkOutcome {

    /**
     * It came to its end.
     *
     * @param result everything it found
     */
    record Finished(ForkResult result) implements ForkOutcome {}

    /**
     * It broke.
     *
     * @param stage how far it had come
     * @param cause one line
     * @param details the stack or further lines, outermost first
     * @param logTail the last lines it wrote; empty if it ran in this process
     */
    record Broken(Stage stage, String cause, List<String> details, List<String> logTail) implements ForkOutcome {

        private static final int MOST_LINES = 60;

        /** Copies the lists. */
        public Broken {
            details = List.copyOf(details);
            logTail = List.copyOf(logTail);
        }

        /** Describes a failure of this process. */
        @SuppressWarnings("ReferenceEquality") // the same exception is meant, not an equal one
        public static Broken of(Stage stage, Throwable failure) {
            List<String> lines = new ArrayList<>();
            for (Throwable at = failure; at != null && lines.size() < MOST_LINES; at = at.getCause()) {
                lines.add((at == failure ? "" : "caused by ") + at);
                for (StackTraceElement frame : at.getStackTrace()) {
                    if (lines.size() < MOST_LINES) {
                        lines.add("  at " + frame);
                    }
                }
            }
            return new Broken(stage, oneLine(failure), lines, List.of());
        }

        private static String oneLine(Throwable failure) {
            String message = failure.getMessage();
            String name = failure.getClass().getSimpleName();
            if (failure instanceof OutOfMemoryError) {
                return name + ": " + message + "; the heap may grow to "
                        + (Runtime.getRuntime().maxMemory() >> 20)
                        + " MiB: raise it with -Xmx in execution.jvm_arguments";
            }
            return message == null || message.isBlank()
                    ? name
                    : name + ": " + message.strip().replaceAll("\\s*\\R\\s*", " | ");
        }
    }
}
