package io.inferbench.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferbench.api.backend.GenerationCall;
import io.inferbench.api.backend.GenerationRequest;
import io.inferbench.api.backend.GenerationSession;
import io.inferbench.api.backend.Sampling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The rules of the tokens themselves; authors extend {@link GenerationSessionContract}, which adds the rules of the session. */
public abstract class GenerationTokenContract extends GenerationSessionFixture {

    private static final int SEEDS = 8;

    GenerationTokenContract() {}

    @Test
    @Tag("required")
    @DisplayName("G-01 tokens are reported step by step, in order, on the caller's thread")
    void tokensAreReportedStepByStep() throws Exception {
        try (GenerationSession session = openGeneration()) {
            GenerationRequest request = request(session.limits());
            try (GenerationCall call = session.prepare(request)) {
                for (int run = 0; run < 2; run++) {
                    GenerationTrace trace = GenerationTrace.of(call, request, session.limits());
                    assertThat(trace.irregularities("G-01"))
                            .as("irregularities")
                            .isEmpty();
                    assertThat(trace.steps()).as("steps without a stop token").isEqualTo(newTokens());
                    assertThat(trace.tokens())
                            .as("tokens by sequence")
                            .allSatisfy(tokens -> assertThat(tokens).hasSize(newTokens()));
                }
            }
            GenerationTrace one =
                    trace(session, builder(prompts(session.limits()), 1).build());
            assertThat(one.irregularities("G-01"))
                    .as("irregularities of a single step")
                    .isEmpty();
            assertThat(one.steps()).as("steps for one new token").isEqualTo(1);
        }
    }

    @Test
    @Tag("required")
    @DisplayName("G-02 decoding with the cache equals reading the whole text again")
    void decodingEqualsReadingAgain() throws Exception {
        try (GenerationSession session = openGeneration()) {
            List<int[]> prompts = prompts(session.limits());
            GenerationTrace whole = trace(session, requestWithLogits(prompts, newTokens()));
            for (int known : new int[] {1, newTokens() / 2, newTokens() - 1}) {
                List<int[]> longer = new ArrayList<>();
                for (int sequence = 0; sequence < prompts.size(); sequence++) {
                    longer.add(
                            joined(prompts.get(sequence), whole.tokens(sequence).subList(0, known)));
                }
                GenerationTrace rest = trace(session, requestWithLogits(longer, newTokens() - known));
                for (int sequence = 0; sequence < prompts.size(); sequence++) {
                    assertThat(rest.difference(sequence, whole, sequence, known, tolerance()))
                            .as("sequence %d, %d of its tokens read as prompt instead of decoded", sequence, known)
                            .isEmpty();
                }
            }
        }
    }

    @Test
    @Tag("required")
    @DisplayName("G-03 the same request and seed give the same tokens")
    void sameRequestGivesSameTokens() throws Exception {
        List<List<Integer>> elsewhere;
        List<List<Integer>> sampledElsewhere;
        try (GenerationSession session = openGeneration()) {
            elsewhere = trace(session, request(session.limits())).tokens();
            sampledElsewhere = trace(session, sampled(session, 1)).tokens();
        }
        try (GenerationSession session = openGeneration()) {
            assertRepeats(session, request(session.limits()), elsewhere, "greedy tokens");
            assertRepeats(session, sampled(session, 1), sampledElsewhere, "sampled tokens");
            Set<List<List<Integer>>> answers = new HashSet<>();
            for (int seed = 0; seed < SEEDS; seed++) {
                answers.add(trace(session, sampled(session, seed)).tokens());
            }
            assertThat(answers)
                    .as("different answers to %d seeds at temperature 4", SEEDS)
                    .hasSizeGreaterThan(1);
        }
    }

    @Test
    @Tag("required")
    @DisplayName("G-06 logits are there on request, finite, and the reason for the tokens")
    void logitsAreBehindTheTokens() throws Exception {
        try (GenerationSession session = openGeneration()) {
            GenerationTrace trace = trace(session, requestWithLogits(prompts(session.limits()), newTokens()));
            assertThat(trace.irregularities("G-06")).as("irregularities").isEmpty();
            for (int sequence = 0; sequence < trace.tokens().size(); sequence++) {
                for (int at = 0; at < trace.tokens(sequence).size(); at++) {
                    float[] logits = trace.logits(sequence).get(at);
                    String what = "sequence " + sequence + ", step " + at;
                    for (float logit : logits) {
                        assertThat(Float.isFinite(logit))
                                .as("%s: whether %s is finite", what, logit)
                                .isTrue();
                    }
                    assertThat(trace.tokens(sequence).get(at))
                            .as("%s: greedy token against the lowest id of the largest logit", what)
                            .isEqualTo(indexOfLargest(logits));
                }
            }
        }
    }

    @Test
    @Tag("required")
    @DisplayName("G-07 a stop token ends its sequence and no other")
    void stopTokenEndsItsSequence() throws Exception {
        try (GenerationSession session = openGeneration()) {
            List<int[]> prompts = prompts(session.limits());
            GenerationTrace free = trace(session, requestWithLogits(prompts, newTokens()));
            int stop = free.tokens(0).get(newTokens() / 2);
            GenerationTrace stopped = trace(
                    session,
                    builder(prompts, newTokens())
                            .stopTokens(Set.of(stop))
                            .logitsWanted(true)
                            .build());
            assertThat(stopped.irregularities("G-07"))
                    .as("irregularities with a stop token")
                    .isEmpty();
            for (int sequence = 0; sequence < prompts.size(); sequence++) {
                int end = free.tokens(sequence).indexOf(stop);
                assertThat(stopped.tokens(sequence))
                        .as("tokens of sequence %d with the stop token %d, itself included", sequence, stop)
                        .isEqualTo(
                                end < 0
                                        ? free.tokens(sequence)
                                        : free.tokens(sequence).subList(0, end + 1));
            }
        }
    }

    @Test
    @Tag("required")
    @DisplayName("G-09 a sequence does not depend on its neighbours in the batch")
    void sequenceDoesNotDependOnItsNeighbours() throws Exception {
        try (GenerationSession session = openGeneration()) {
            List<int[]> prompts = prompts(session.limits());
            GenerationTrace together = trace(session, requestWithLogits(prompts, newTokens()));
            for (int sequence = 0; sequence < prompts.size(); sequence++) {
                GenerationTrace alone = trace(session, requestWithLogits(List.of(prompts.get(sequence)), newTokens()));
                assertThat(together.difference(sequence, alone, 0, 0, tolerance()))
                        .as("sequence %d in a batch of %d against alone", sequence, prompts.size())
                        .isEmpty();
            }
        }
    }

    @Test
    @Tag("required")
    @DisplayName("G-10 sampling from one token is greedy")
    void samplingFromOneTokenIsGreedy() throws Exception {
        try (GenerationSession session = openGeneration()) {
            List<int[]> prompts = prompts(session.limits());
            List<List<Integer>> greedy =
                    trace(session, request(session.limits())).tokens();
            for (Sampling narrow : List.of(new Sampling(4, 1, 1, 1), new Sampling(4, 1e-9, 0, 1))) {
                assertThat(trace(
                                        session,
                                        builder(prompts, newTokens())
                                                .sampling(narrow)
                                                .build())
                                .tokens())
                        .as("tokens of %s", narrow)
                        .isEqualTo(greedy);
            }
        }
    }

    private GenerationRequest sampled(GenerationSession session, long seed) {
        return builder(prompts(session.limits()), newTokens())
                .sampling(new Sampling(4, 1, 0, seed))
                .build();
    }

    private static void assertRepeats(
            GenerationSession session, GenerationRequest request, List<List<Integer>> elsewhere, String what)
            throws Exception {
        try (GenerationCall call = session.prepare(request)) {
            for (int run = 0; run < 3; run++) {
                assertThat(GenerationTrace.of(call, request, session.limits()).tokens())
                        .as("%s of run %d against those of another session", what, run)
                        .isEqualTo(elsewhere);
            }
        }
    }

    private static int[] joined(int[] prompt, List<Integer> tokens) {
        int[] joined = Arrays.copyOf(prompt, prompt.length + tokens.size());
        for (int at = 0; at < tokens.size(); at++) {
            joined[prompt.length + at] = tokens.get(at);
        }
        return joined;
    }

    private static int indexOfLargest(float[] values) {
        int largest = 0;
        for (int at = 1; at < values.length; at++) {
            if (values[at] > values[largest]) {
                largest = at;
            }
        }
        return largest;
    }
}
