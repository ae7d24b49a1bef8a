package io.inferbench.core.run.fork;

import io.inferbench.api.report.Stage;
import java.util.List;

/** How a child came to its end. */
sealed interface ForkAnswer {

    /**
     * It said what it had to say.
     *
     * @param message its last word
     * @param exitCode of the process; 0 if it had to be killed after its last word
     */
    record Said(ForkMessage message, int exitCode) implements ForkAnswer {}

    /**
     * It ended, or was ended, without a word.
     *
     * @param stage how far it had come
     * @param cause one line
     * @param details about a crash
     * @param logTail the last lines it wrote
     */
    record Silent(Stage stage, String cause, List<String> details, List<String> logTail) implements ForkAnswer {}
}
