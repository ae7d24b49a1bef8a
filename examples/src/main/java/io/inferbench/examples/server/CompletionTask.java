package io.inferbench.examples.server;

import io.inferbench.api.backend.GenerationRequest;
import java.util.List;

/**
 * A request that passed every check.
 *
 * @param chat whether it came as a chat
 * @param generation what the session is asked for
 * @param stopTexts strings that end the answer; they are not part of it
 * @param stream whether tokens go out as they come
 * @param usageWanted whether a stream ends with a usage event
 */
record CompletionTask(
        boolean chat, GenerationRequest generation, List<String> stopTexts, boolean stream, boolean usageWanted) {

    int promptTokens() {
        return generation.prompts().get(0).length;
    }
}
