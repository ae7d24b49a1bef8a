package io.inferbench.core.workload;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One prompt of a file.
 *
 * @param text what is asked
 * @param answer what was answered when it was recorded
 * @param answerTokens how long the answer was, where the file says so
 * @param documents to rank by the text; mostly none
 * @param followUps what was asked afterwards, each once the one before was answered
 */
record PromptText(
        String text,
        Optional<String> answer,
        OptionalInt answerTokens,
        List<String> documents,
        List<PromptText> followUps) {

    PromptText {
        documents = List.copyOf(documents);
        followUps = List.copyOf(followUps);
    }

    static PromptText of(String text) {
        return of(text, Optional.empty());
    }

    static PromptText of(String text, Optional<String> answer) {
        return new PromptText(text, answer, OptionalInt.empty(), List.of(), List.of());
    }

    /** Returns the first turn of a conversation with the others in it; nothing of none. */
    static Optional<PromptText> conversation(List<PromptText> turns) {
        return turns.stream()
                .findFirst()
                .map(first -> new PromptText(
                        first.text(),
                        first.answer(),
                        first.answerTokens(),
                        first.documents(),
                        turns.subList(1, turns.size())));
    }
}
