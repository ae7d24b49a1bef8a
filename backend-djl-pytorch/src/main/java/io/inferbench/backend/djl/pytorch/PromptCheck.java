package io.inferbench.backend.djl.pytorch;

import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.GenerationLimits;
import io.inferbench.api.backend.GenerationRequest;
import java.util.ArrayList;
import java.util.List;

/** Compares a batch of prompts with what a model allows, so that every fault is named at once. */
final class PromptCheck {

    private PromptCheck() {}

    /**
     * Accepts a request within the limits.
     *
     * @throws BackendException naming every prompt that is not, and what is allowed
     */
    static void require(String model, GenerationLimits limits, GenerationRequest request) throws BackendException {
        List<String> faults = new ArrayList<>();
        if (request.batchSize() > limits.maxBatchSize()) {
            faults.add(request.batchSize() + " prompts are more than the " + limits.maxBatchSize() + " allowed");
        }
        for (int sequence = 0; sequence < request.batchSize(); sequence++) {
            int[] prompt = request.prompts().get(sequence);
            long length = (long) prompt.length + request.maxNewTokens();
            if (length > limits.contextLength()) {
                faults.add("prompt " + sequence + " of " + prompt.length + " tokens and " + request.maxNewTokens()
                        + " new ones exceed the context of " + limits.contextLength());
            }
            for (int at = 0; at < prompt.length; at++) {
                if (prompt[at] < 0 || prompt[at] >= limits.vocabularySize()) {
                    faults.add("token " + prompt[at] + " at " + at + " of prompt " + sequence
                            + " is outside the vocabulary of " + limits.vocabularySize());
                    break;
                }
            }
        }
        if (!faults.isEmpty()) {
            throw new BackendException("the request does not fit model '" + model + "': " + String.join("; ", faults));
        }
    }
}
