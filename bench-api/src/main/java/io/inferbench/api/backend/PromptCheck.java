package io.inferbench.api.backend;

import java.util.ArrayList;
import java.util.List;

/** Compares a batch of prompts with what a model allows, so that every fault is named at once (G-08). */
public final class PromptCheck {

    private PromptCheck() {}

    /**
     * Accepts a request within the limits.
     *
     * @throws BackendException naming every prompt that is not, and what is allowed
     */
    public static void require(String model, GenerationLimits limits, GenerationRequest request)
            throws BackendException {
        require(model, limits, 1, limits.contextLength(), request);
    }

    /**
     * Accepts a request within the limits of a model and of an engine that was built for certain shapes.
     *
     * @param smallestBatch fewest prompts
     * @param longestPrompt most tokens of one prompt
     * @throws BackendException naming every prompt that is not, and what is allowed
     */
    public static void require(
            String model, GenerationLimits limits, int smallestBatch, int longestPrompt, GenerationRequest request)
            throws BackendException {
        List<String> faults = new ArrayList<>();
        if (request.batchSize() > limits.maxBatchSize()) {
            faults.add(request.batchSize() + " prompts are more than the " + limits.maxBatchSize() + " allowed");
        } else if (request.batchSize() < smallestBatch) {
            faults.add(request.batchSize() + " prompts are fewer than the " + smallestBatch + " allowed");
        }
        for (int sequence = 0; sequence < request.batchSize(); sequence++) {
            int[] prompt = request.prompts().get(sequence);
            if ((long) prompt.length + request.maxNewTokens() > limits.contextLength()) {
                faults.add("prompt " + sequence + " of " + prompt.length + " tokens and " + request.maxNewTokens()
                        + " new ones exceed the context of " + limits.contextLength());
            }
            if (prompt.length > longestPrompt) {
                faults.add("prompt " + sequence + " of " + prompt.length + " tokens exceeds the longest of "
                        + longestPrompt);
            }
            int stranger = firstOutside(prompt, limits.vocabularySize());
            if (stranger < prompt.length) {
                faults.add("token " + prompt[stranger] + " at " + stranger + " of prompt " + sequence
                        + " is outside the vocabulary of " + limits.vocabularySize());
            }
        }
        if (!faults.isEmpty()) {
            throw new BackendException("the request does not fit model '" + model + "': " + String.join("; ", faults));
        }
    }

    /** Returns where the first id outside the vocabulary stands; the length if there is none. */
    private static int firstOutside(int[] prompt, int vocabularySize) {
        int at = 0;
        while (at < prompt.length && prompt[at] >= 0 && prompt[at] < vocabularySize) {
            at++;
        }
        return at;
    }
}
