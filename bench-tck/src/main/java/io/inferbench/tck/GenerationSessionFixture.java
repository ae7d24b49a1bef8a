package io.inferbench.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferbench.api.backend.BackendSession;
import io.inferbench.api.backend.GenerationCall;
import io.inferbench.api.backend.GenerationLimits;
import io.inferbench.api.backend.GenerationRequest;
import io.inferbench.api.backend.GenerationSession;
import java.util.ArrayList;
import java.util.List;

/** What the author of a generating backend may supply to {@link GenerationSessionContract}, the class to extend. */
public abstract class GenerationSessionFixture extends BackendContract {

    GenerationSessionFixture() {}

    /**
     * Returns the prompts of the test; the same each time.
     *
     * <p>By default two of unequal length with ids spread over the vocabulary, or one if batches hold one.
     */
    protected List<int[]> prompts(GenerationLimits limits) {
        List<int[]> prompts = new ArrayList<>();
        for (int length : limits.maxBatchSize() > 1 ? new int[] {5, 9} : new int[] {5}) {
            int[] prompt = new int[length];
            for (int at = 0; at < length; at++) {
                prompt[at] = Math.floorMod((at + length) * 7919, limits.vocabularySize());
            }
            prompts.add(prompt);
        }
        return prompts;
    }

    /** Returns how many tokens the tests generate, at least 4. */
    protected int newTokens() {
        return 8;
    }

    /** Returns how far logits may differ by the order of computation, relative to the largest of them. */
    protected double tolerance() {
        return 1e-3;
    }

    /** Returns how many steps B-13 takes. */
    protected int steps() {
        return 1_000;
    }

    final GenerationSession openGeneration() throws Exception {
        BackendSession session = open(spec(folder));
        if (session instanceof GenerationSession generation) {
            return generation;
        }
        session.close();
        throw new AssertionError("the session " + session.getClass().getName() + " should be a GenerationSession");
    }

    /** Returns a greedy request for the test's prompts. */
    final GenerationRequest request(GenerationLimits limits) {
        return builder(prompts(limits), newTokens()).build();
    }

    /** Returns a greedy request that wants logits. */
    final GenerationRequest requestWithLogits(List<int[]> prompts, int newTokens) {
        return builder(prompts, newTokens).logitsWanted(true).build();
    }

    static GenerationRequest.Builder builder(List<int[]> prompts, int newTokens) {
        GenerationRequest.Builder builder = GenerationRequest.builder(newTokens);
        prompts.forEach(builder::prompt);
        return builder;
    }

    /** Runs a request once in a call of its own. */
    static GenerationTrace trace(GenerationSession session, GenerationRequest request) throws Exception {
        try (GenerationCall call = session.prepare(request)) {
            return GenerationTrace.of(call, request, session.limits());
        }
    }

    @Override
    final void useOnce(BackendSession session) throws Exception {
        GenerationSession generation = (GenerationSession) session;
        GenerationTrace trace = trace(generation, request(generation.limits()));
        assertThat(trace.steps()).as("steps of a generation").isPositive();
    }
}
