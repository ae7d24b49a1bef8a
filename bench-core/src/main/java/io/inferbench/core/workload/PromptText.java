package io.inferbench.core.workload;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * One prompt of a file.
 *
 * @param text what is asked
 * @param answer what was answered when it was recorded
 * @param answerTokens how long the answer was, where the file says so
 */
record PromptText(String text, Optional<String> answer, OptionalInt answerTokens) {

    static PromptText of(String text) {
        return new PromptText(text, Optional.empty(), OptionalInt.empty());
    }
}
