package io.inferbench.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.GenerationCall;
import io.inferbench.api.backend.GenerationLimits;
import io.inferbench.api.backend.GenerationRequest;
import io.inferbench.api.backend.GenerationSession;
import io.inferbench.api.backend.KvCache;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The rules of a backend whose session is a {@link GenerationSession}: G-01 … G-10 of {@code docs/contract.md}. */
public abstract class GenerationSessionContract extends GenerationTokenContract {

    /** Creates the kit; called by JUnit once per test. */
    protected GenerationSessionContract() {}

    @Test
    @Tag("required")
    @DisplayName("B-05 close works after a refused request")
    void closeWorksAfterAFailure() throws Exception {
        GenerationSession session = openGeneration();
        GenerationRequest misfit = GenerationRequest.builder(1)
                .prompt(session.limits().vocabularySize())
                .build();
        Refusals.expect(
                BackendException.class, "prepare() of an id outside the vocabulary", () -> session.prepare(misfit));
        session.close();
        session.close();
    }

    @Test
    @Tag("required")
    @DisplayName("B-06 use after close throws IllegalStateException")
    void useAfterCloseIsRefused() throws Exception {
        GenerationSession session = openGeneration();
        GenerationRequest request = request(session.limits());
        GenerationCall closed = session.prepare(request);
        closed.run(step -> true);
        closed.close();
        closed.close();
        Refusals.expect(IllegalStateException.class, "run() of a closed call", () -> closed.run(step -> true));
        GenerationCall orphan = session.prepare(request);
        session.close();
        Refusals.expect(
                IllegalStateException.class, "run() after the session was closed", () -> orphan.run(step -> true));
        Refusals.expect(
                IllegalStateException.class, "prepare() after the session was closed", () -> session.prepare(request));
        orphan.close();
    }

    @Test
    @Tag("required")
    @DisplayName("B-07 the request's prompts are left as they were")
    void promptsAreLeftAsTheyWere() throws Exception {
        try (GenerationSession session = openGeneration()) {
            GenerationRequest request = request(session.limits());
            List<int[]> before = request.prompts().stream().map(int[]::clone).toList();
            trace(session, request);
            for (int sequence = 0; sequence < before.size(); sequence++) {
                assertThat(request.prompts().get(sequence))
                        .as("prompt %d", sequence)
                        .isEqualTo(before.get(sequence));
            }
        }
    }

    @Test
    @Tag("stochastic")
    @DisplayName("B-13 generating again and again does not grow native memory")
    void generatingDoesNotGrowMemory() throws Exception {
        try (GenerationSession session = openGeneration()) {
            GenerationRequest request = request(session.limits());
            MemoryGrowth growth = new MemoryGrowth(allowedGrowthBytes(), this::deviceMemoryBytes);
            growth.assertNoneAfter(
                    Math.max(1, steps() / newTokens()), "prepare, generate and close", () -> trace(session, request));
        }
    }

    @Test
    @Tag("required")
    @DisplayName("G-04 the facts of limits and cache are consistent")
    void factsAreConsistent() throws Exception {
        try (GenerationSession session = openGeneration()) {
            GenerationLimits limits = session.limits();
            KvCache cache = session.kvCache();
            assertThat(limits.vocabularySize()).as("vocabularySize").isPositive();
            assertThat(limits.contextLength()).as("contextLength").isPositive();
            assertThat(limits.maxBatchSize()).as("maxBatchSize").isPositive();
            assertThat(cache.bytesCopiedPerStep()).as("bytesCopiedPerStep").isNotNegative();
            if (cache.residency() == KvCache.Residency.NONE) {
                assertThat(cache).as("a cache that is not there").isEqualTo(new KvCache(cache.residency(), 0, 0));
            } else {
                assertThat(cache.bytesPerToken()).as("bytesPerToken").isPositive();
            }
            trace(session, request(limits));
            assertThat(session.limits()).as("limits after a run").isEqualTo(limits);
            assertThat(session.kvCache()).as("facts of the cache after a run").isEqualTo(cache);
        }
    }

    @SuppressWarnings("ReferenceEquality") // the same exception is meant, not an equal one
    @Test
    @Tag("required")
    @DisplayName("G-05 a listener that says stop, or throws, ends the run at once, and the call goes on to work")
    void listenerEndsTheRun() throws Exception {
        try (GenerationSession session = openGeneration()) {
            GenerationRequest request = request(session.limits());
            List<List<Integer>> wanted =
                    trace(session, request(session.limits())).tokens();
            try (GenerationCall call = session.prepare(request)) {
                for (int last : new int[] {0, 1, newTokens() - 2}) {
                    GenerationTrace cancelled = GenerationTrace.of(call, request, session.limits(), last);
                    assertThat(cancelled.steps())
                            .as("steps when step %d says stop", last)
                            .isEqualTo(last + 1);
                    assertThat(GenerationTrace.of(call, request, session.limits())
                                    .tokens())
                            .as("tokens of the run after a cancelled one")
                            .isEqualTo(wanted);
                }
                IllegalArgumentException thrown = new IllegalArgumentException("thrown by the listener");
                Exception found = Refusals.expect(
                        Exception.class,
                        "run() with a listener that throws",
                        () -> call.run(step -> {
                            throw thrown;
                        }));
                assertThat(found == thrown || found.getCause() == thrown)
                        .as("whether the listener's exception reaches the caller, instead of %s", found)
                        .isTrue();
                assertThat(GenerationTrace.of(call, request, session.limits()).tokens())
                        .as("tokens of the run after one whose listener threw")
                        .isEqualTo(wanted);
            }
        }
    }

    @Test
    @Tag("required")
    @DisplayName("G-08 what exceeds the limits is refused, naming all of it")
    void whatExceedsTheLimitsIsRefused() throws Exception {
        try (GenerationSession session = openGeneration()) {
            GenerationLimits limits = session.limits();
            String unknownId = String.valueOf(limits.vocabularySize());
            String context = String.valueOf(limits.contextLength());
            int[] tooLong = new int[limits.contextLength()];
            int[] outside = {0, limits.vocabularySize()};
            assertRefused(session, List.of(tooLong), List.of(context));
            assertRefused(session, List.of(outside), List.of(unknownId));
            assertRefused(session, List.of(new int[] {-1}), List.of("-1"));
            if (limits.maxBatchSize() < 1_000) {
                List<int[]> tooMany = new ArrayList<>(List.of(tooLong, outside));
                while (tooMany.size() <= limits.maxBatchSize()) {
                    tooMany.add(new int[] {0});
                }
                assertRefused(session, tooMany, List.of(context, unknownId, String.valueOf(tooMany.size())));
            }
            useOnce(session);
        }
    }

    private static void assertRefused(GenerationSession session, List<int[]> prompts, List<String> named) {
        GenerationRequest request = builder(prompts, 1).build();
        BackendException refusal = Refusals.expect(
                BackendException.class,
                "prepare() of a request that exceeds the limits " + session.limits(),
                () -> session.prepare(request).close());
        assertThat(refusal.getMessage()).as("text of the refusal").contains(named);
    }
}
