package io.inferbench.backend.tensorrt;

import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.GenerationLimits;
import io.inferbench.api.backend.GenerationRequest;
import java.util.ArrayList;
import java.util.List;

/** Compares prompts with what two engines were built for, so that every fault is named at once. */
final class PromptCheck {

    private PromptCheck() {}

    /**
     * Accepts a request within the limits.
     *
     * @throws BackendException naming every fault, and what is allowed
     */
    static void require(
            String model, GenerationLimits limits, int smallestBatch, int largestPrompt, GenerationRequest request)
            throws BackendException {
        List<String> faults = new ArrayList<>();
        if (request.batchSize() > limits.maxBatchSize() || request.batchSize() < smallestBatch) {
            faults.add(request.batchSize() + " prompts; the engine was built for " + smallestBatch + " to "
                    + limits.maxBatchSize());
        }
        for (int sequence = 0; sequence < request.batchSize(); sequence++) {
            int[] prompt = request.prompts().get(sequence);
            if ((long) prompt.length + request.maxNewTokens() > limits.contextLength()
                    || prompt.length > largestPrompt) {
                faults.add("prompt " + sequence + " of " + prompt.length + " tokens and " + request.maxNewTokens()
                        + " new ones exceed the context of " + limits.contextLength() + " or the longest prompt of "
                        + largestPrompt);
            }
            for (int token : prompt) {
                if (token < 0 || token >= limits.vocabularySize()) {
                    faults.add("token " + token + " of prompt " + sequence + " is outside the vocabulary of "
                            + limits.vocabularySize());
                    break;
                }
            }
        }
        if (!faults.isEmpty()) {
            throw new BackendException("the request does not fit model '" + model + "': " + String.join("; ", faults));
        }
    }
}
