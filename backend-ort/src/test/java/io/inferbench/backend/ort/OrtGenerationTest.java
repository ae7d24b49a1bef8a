package io.inferbench.backend.ort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferbench.api.ElementType;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.GenerationCall;
import io.inferbench.api.backend.GenerationRequest;
import io.inferbench.api.backend.GenerationSession;
import io.inferbench.api.backend.KvCache;
import io.inferbench.api.backend.SessionSpec;
import io.inferbench.api.model.ModelArtifact;
import io.inferbench.api.option.Options;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What generation on ort-cpu promises beyond the contract. */
class OrtGenerationTest {

    @TempDir
    Path folder;

    @Test
    void limitsAndCacheFollowFromTheGraph() throws Exception {
        try (GenerationSession session = open(TinyGpt.write(folder), Map.of())) {
            assertThat(session.limits().vocabularySize()).isEqualTo(TinyGpt.VOCABULARY);
            assertThat(session.limits().contextLength()).isEqualTo(TinyGpt.CONTEXT);
            assertThat(session.kvCache())
                    .isEqualTo(new KvCache(
                            KvCache.Residency.HOST,
                            2L * TinyGpt.LAYERS * TinyGpt.HEADS * TinyGpt.HEAD_SIZE * Float.BYTES,
                            0));
        }
    }

    @Test
    void theCapacityOfTheCacheDoesNotChangeTheTokens() throws Exception {
        List<Integer> tight = generate(Map.of());
        List<Integer> roomy = generate(Map.of("kv.capacity", "48"));

        assertThat(roomy).isEqualTo(tight).hasSize(10);
    }

    @Test
    void stepsThatFeedThemselvesGiveTheSameTokens() throws Exception {
        SessionSpec spec = SessionSpec.builder(TinyGpt.write(folder), folder).build();
        GenerationRequest request =
                GenerationRequest.builder(10).prompt(5, 6, 7).prompt(8).build();
        List<Integer> fedHere = new ArrayList<>();
        List<Integer> fedByItself = new ArrayList<>();
        try (GenerationSession session = (GenerationSession) new OrtCpuBackend().open(spec);
                GenerationCall call = session.prepare(request)) {
            call.run(step -> fedHere.add(step.token(0)) && fedHere.add(step.token(1)));
        }
        // On the CPU provider, but with the captured step, the feedback and the fixed total length of a device.
        OrtLibrary library = OrtLibrary.load(Optional.empty());
        try (GenerationSession session = (GenerationSession) OrtDoor.open(spec, library, new CpuProvider(true));
                GenerationCall call = session.prepare(request)) {
            for (int run = 0; run < 2; run++) {
                fedByItself.clear();
                call.run(step -> fedByItself.add(step.token(0)) && fedByItself.add(step.token(1)));
                assertThat(fedByItself).isEqualTo(fedHere).hasSize(20);
            }
        }
    }

    @Test
    void aGraphWithoutFeedbackIsFedFromHere() throws Exception {
        assertThat(generate(TinyGpt.writeWithoutFeedback(folder), Map.of())).isEqualTo(generate(Map.of()));
    }

    @Test
    void aHalfPrecisionGraphGeneratesWhereCastsAreAllowed() throws Exception {
        assertThat(generate(TinyGpt.writeHalf(folder), Map.of("casts.allowed", "true")))
                .hasSize(10);
    }

    @Test
    void aSmallerCapacityShortensTheContext() throws Exception {
        try (GenerationSession session = open(TinyGpt.write(folder), Map.of("kv.capacity", "16", "batch.max", "2"))) {
            assertThat(session.limits().contextLength()).isEqualTo(16);
            GenerationRequest misfit = GenerationRequest.builder(14)
                    .prompt(1, 2, 3)
                    .prompt(1, TinyGpt.VOCABULARY)
                    .prompt(-1)
                    .build();
            assertThatThrownBy(() -> session.prepare(misfit))
                    .isInstanceOf(BackendException.class)
                    .hasMessageContaining("3 prompts are more than the 2 allowed")
                    .hasMessageContaining("prompt 0 of 3 tokens and 14 new ones exceed the context of 16")
                    .hasMessageContaining("token " + TinyGpt.VOCABULARY + " at 1 of prompt 1")
                    .hasMessageContaining("token -1 at 0 of prompt 2");
        }
    }

    @Test
    void aGraphWithACacheAndAnotherFormIsRefusedByItsFaults() throws Exception {
        ModelArtifact model = new OnnxGraph("odd")
                .input("past_key.0", ElementType.FLOAT32, "batch", 2, "capacity", 8)
                .input("mask", ElementType.INT64, "batch", "sequence")
                .output("logits", ElementType.FLOAT32, "batch", 2, "capacity", 8)
                .node("Identity", List.of("past_key.0"), List.of("logits"))
                .writeTo(folder);

        assertThatThrownBy(() -> open(model, Map.of()))
                .isInstanceOf(BackendException.class)
                .hasMessageContaining("input 'input_ids' is missing")
                .hasMessageContaining("output 'present_key.0' is missing")
                .hasMessageContaining("input mask:INT64[batchxsequence] is unknown")
                .hasMessageContaining("docs/models.md");
    }

    @Test
    void closingFromInsideTheListenerEndsTheRunWithoutACrash() throws Exception {
        GenerationSession session = open(TinyGpt.write(folder), Map.of());
        GenerationCall call =
                session.prepare(GenerationRequest.builder(10).prompt(1, 2).build());

        assertThatThrownBy(() -> call.run(step -> {
                    session.close();
                    return true;
                }))
                .isInstanceOf(IllegalStateException.class);
    }

    private List<Integer> generate(Map<String, String> options) throws Exception {
        return generate(TinyGpt.write(folder), options);
    }

    private List<Integer> generate(ModelArtifact model, Map<String, String> options) throws Exception {
        List<Integer> tokens = new ArrayList<>();
        try (GenerationSession session = open(model, options);
                GenerationCall call = session.prepare(
                        GenerationRequest.builder(10).prompt(5, 6, 7).build())) {
            call.run(step -> tokens.add(step.token(0)));
        }
        return tokens;
    }

    private GenerationSession open(ModelArtifact model, Map<String, String> options) throws Exception {
        OrtCpuBackend backend = new OrtCpuBackend();
        return (GenerationSession) backend.open(SessionSpec.builder(model, folder)
                .options(Options.parse(backend.options(), options))
                .build());
    }
}
