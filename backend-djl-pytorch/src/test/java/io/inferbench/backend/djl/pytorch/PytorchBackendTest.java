package io.inferbench.backend.djl.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferbench.api.Device;
import io.inferbench.api.ElementType;
import io.inferbench.api.Tensor;
import io.inferbench.api.backend.Availability;
import io.inferbench.api.backend.Available;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.BackendSession;
import io.inferbench.api.backend.EngineTimed;
import io.inferbench.api.backend.EnqueueTimed;
import io.inferbench.api.backend.GenerationCall;
import io.inferbench.api.backend.GenerationRequest;
import io.inferbench.api.backend.GenerationSession;
import io.inferbench.api.backend.InferenceRequest;
import io.inferbench.api.backend.KvCache;
import io.inferbench.api.backend.SessionSpec;
import io.inferbench.api.backend.TensorCall;
import io.inferbench.api.backend.TensorSession;
import io.inferbench.api.backend.Unavailable;
import io.inferbench.api.model.ModelArtifact;
import io.inferbench.api.model.ModelFormat;
import io.inferbench.api.option.Options;
import io.inferbench.models.spec.BertHead;
import io.inferbench.models.spec.DecoderSpec;
import io.inferbench.models.weights.FloatFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the backend promises beyond the contract. */
class PytorchBackendTest {

    /** Two outputs, one of another type; the first has both free axes, the second a fixed one. */
    private static final String SCALE = """
            class Scale(Module):
              __parameters__ = []
              __buffers__ = []
              training : bool
              def forward(self: __torch__.Scale,
                x: Tensor,
                factor: Tensor) -> Tuple[Tensor, Tensor]:
                return (torch.mul(x, factor), torch.argmax(x, 1, True))
            """;

    @TempDir
    Path folder;

    private ModelArtifact bert;

    @BeforeEach
    void write() throws Exception {
        bert = Modules.write(Modules.bert(new BertHead.SequenceClassification(3)), FloatFormat.FP32, folder);
    }

    @Test
    void aModuleOfTheUsersRunsByItsDeclaredInputs() throws Exception {
        ModelArtifact model = HandWritten.write(folder.resolve("scale.pt"), "Scale", SCALE);
        Map<String, String> options = Map.of("inputs", "x:float32[batch,width]; factor:float32[1]");
        try (TensorSession session = (TensorSession) open(model, options)) {
            assertThat(session.signature().outputs())
                    .hasToString("[output_0:FLOAT32[batchxwidth], output_1:INT64[batchx1]]");
            InferenceRequest request = InferenceRequest.builder()
                    .input(Tensor.ofFloats("factor", new long[] {1}, 3))
                    .input(Tensor.ofFloats("x", new long[] {2, 3}, 1, 5, 2, 9, 4, 8))
                    .build();
            try (TensorCall call = session.prepare(request)) {
                call.run();
                assertThat(call.outputs().get(0).value(1)).isEqualTo(15);
                assertThat(call.outputs().get(1).value(0)).isEqualTo(1);
                assertThat(call.outputs().get(1).value(1)).isEqualTo(0);
            }
        }
    }

    @Test
    void declaredOutputsGiveNamesAndAreHeldToTheirWord() throws Exception {
        ModelArtifact model = HandWritten.write(folder.resolve("scale.pt"), "Scale", SCALE);
        String inputs = "x:float32[batch,width];factor:float32[1]";
        InferenceRequest request = InferenceRequest.builder()
                .input(Tensor.ofFloats("factor", new long[] {1}, 3))
                .input(Tensor.ofFloats("x", new long[] {1, 2}, 1, 5))
                .build();
        try (TensorSession session = (TensorSession)
                        open(model, Map.of("inputs", inputs, "outputs", "y:float32[batch,width];at:int64[batch,1]"));
                TensorCall call = session.prepare(request)) {
            call.run();
            assertThat(call.outputs()).extracting(Tensor::name).containsExactly("y", "at");
        }
        try (TensorSession session = (TensorSession)
                        open(model, Map.of("inputs", inputs, "outputs", "y:float32[batch,width];at:float32[batch,1]"));
                TensorCall call = session.prepare(request)) {
            assertThatThrownBy(call::run)
                    .isInstanceOf(BackendException.class)
                    .hasMessageContaining("at:FLOAT32")
                    .hasMessageContaining("INT64");
        }
    }

    @Test
    void aModuleThatDoesNotSayItsInputsIsRefusedWithTheRemedy() throws Exception {
        ModelArtifact model = HandWritten.write(folder.resolve("scale.pt"), "Scale", SCALE);
        assertThatThrownBy(() -> open(model, Map.of()))
                .isInstanceOf(BackendException.class)
                .hasMessageContaining("'inputs'")
                .hasMessageContaining("float32[1,3,224,224]");
        assertThatThrownBy(() -> open(model, Map.of("inputs", "x:int16[4];factor:float32[1]")))
                .isInstanceOf(BackendException.class)
                .hasMessageContaining("x:INT16[4]");
        assertThatThrownBy(() -> open(model, Map.of("inputs", "x:float32[4]")))
                .isInstanceOf(BackendException.class)
                .hasMessageContaining("factor");
    }

    @Test
    void callsAreTimedInsideTheEngineAndThatIsNotAllOfThem() throws Exception {
        try (TensorSession session = (TensorSession) open(bert, Map.of());
                TensorCall call = session.prepare(Modules.bertRequest())) {
            call.run();
            long begin = System.nanoTime();
            call.run();
            long all = System.nanoTime() - begin;
            assertThat(((EngineTimed) call).engineNanos()).isPositive().isLessThan(all);
            // Nothing is enqueued on the CPU: forward returns when it is done.
            assertThat(call).isNotInstanceOf(EnqueueTimed.class);
        }
    }

    @Test
    void threadsAreThoseAskedForAndFactsSaySo() throws Exception {
        for (String threads : List.of("2", "1")) {
            try (BackendSession session = open(bert, Map.of("threads.intra", threads, "graph.optimizer", "false"))) {
                assertThat(session.facts())
                        .containsEntry("threads.intra", threads)
                        .containsEntry("graph.optimizer", "false")
                        .containsEntry("engine.version", "2.7.1")
                        .containsKey("engine.library");
            }
        }
    }

    @Test
    void nothingIsReportedOrDownloaded() throws Exception {
        open(bert, Map.of()).close();

        assertThat(Boolean.getBoolean("OPT_OUT_TRACKING")).isTrue();
        assertThat(Boolean.getBoolean("ai.djl.offline")).isTrue();
    }

    @Test
    void aGpuIsRefusedByALibraryBuiltForTheCpu() throws Exception {
        SessionSpec spec = SessionSpec.builder(bert, folder)
                .devices(List.of(Device.cuda(0)))
                .build();
        assertThat(((Available) new DjlPytorchBackend().probe(Options.empty())).devices())
                .containsExactly(Device.CPU);
        assertThatThrownBy(() -> new DjlPytorchBackend().open(spec))
                .isInstanceOf(BackendException.class)
                .hasMessageContaining("cuda:0")
                .hasMessageContaining("library.path");
    }

    @Test
    void aFolderWithoutLibtorchIsNamedWithWhatBelongsThere() throws Exception {
        DjlPytorchBackend backend = new DjlPytorchBackend();
        Availability answer =
                backend.probe(Options.parse(backend.options(), Map.of("library.path", folder.toString())));
        assertThat(answer).isInstanceOfSatisfying(Unavailable.class, unavailable -> {
            assertThat(unavailable.reason()).isEqualTo(Unavailable.Reason.LIBRARY_MISSING);
            assertThat(unavailable.explanation()).contains(folder.toString()).contains("torch");
            assertThat(unavailable.remedy()).contains("library.path").contains("2.7.1");
        });
    }

    @Test
    void whatOnlyAForkCanRunIsAvailableAndRefusedHere() throws Exception {
        assertThat(new DjlPytorchBackend().probe(Options.empty())).isInstanceOf(Available.class);
        Files.createFile(folder.resolve(System.mapLibraryName("torch")));
        for (Map<String, String> options :
                List.of(Map.of("threads.spinning", "false"), Map.of("library.path", folder.toString()))) {
            DjlPytorchBackend backend = new DjlPytorchBackend();
            assertThat(backend.probe(Options.parse(backend.options(), options)))
                    .isInstanceOfSatisfying(
                            Available.class,
                            available -> assertThat(available.devices()).containsExactly(Device.CPU));
            assertThatThrownBy(() -> open(bert, options))
                    .isInstanceOf(BackendException.class)
                    .hasMessageContaining("fork");
        }
    }

    @Test
    void anotherFormatIsRefusedByName() throws Exception {
        Path file = Files.write(folder.resolve("m.onnx"), new byte[] {1});
        assertThatThrownBy(() -> open(ModelArtifact.file("m", ModelFormat.ONNX, file), Map.of()))
                .isInstanceOf(BackendException.class)
                .hasMessageContaining("onnx")
                .hasMessageContaining("torchscript");
    }

    @Test
    void limitsAndCacheFollowFromTheArchiveAlone() throws Exception {
        DecoderSpec spec = Modules.decoder("llama-test");
        ModelArtifact written = Modules.write(spec, FloatFormat.FP16, folder);
        ModelArtifact model = ModelArtifact.file(
                "mine", ModelFormat.TORCHSCRIPT, written.path().orElseThrow());
        try (GenerationSession session = (GenerationSession) open(model, Map.of("kv.capacity", "16"))) {
            assertThat(session.limits().vocabularySize()).isEqualTo(spec.vocabulary());
            assertThat(session.limits().contextLength()).isEqualTo(16);
            assertThat(session.kvCache())
                    .isEqualTo(new KvCache(KvCache.Residency.HOST, 2 * spec.cacheValuesPerToken(), 0));
        }
    }

    @Test
    void theCapacityOfTheCacheDoesNotChangeTheTokens() throws Exception {
        ModelArtifact model = Modules.write(Modules.decoder("gpt2-test"), FloatFormat.FP32, folder);
        assertThat(generate(model, Map.of("kv.capacity", "48")))
                .isEqualTo(generate(model, Map.of()))
                .hasSize(10);
    }

    @Test
    void closingFromInsideTheListenerEndsTheRunWithoutACrash() throws Exception {
        GenerationSession session = (GenerationSession)
                open(Modules.write(Modules.decoder("gpt2-test"), FloatFormat.FP32, folder), Map.of());
        GenerationCall call =
                session.prepare(GenerationRequest.builder(10).prompt(1, 2).build());
        assertThatThrownBy(() -> call.run(step -> {
                    session.close();
                    return true;
                }))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void oneFlippedWeightChangesTheAnswer() throws Exception {
        double before = firstOutput(bert);
        ModelArtifact flipped = Modules.write(
                Modules.bert(new BertHead.SequenceClassification(3)),
                FloatFormat.FP32,
                Files.createDirectory(folder.resolve("flipped")),
                new OneFlipped("classifier.weight", 3));
        assertThat(firstOutput(flipped)).isNotEqualTo(before);
    }

    private double firstOutput(ModelArtifact model) throws Exception {
        try (TensorSession session = (TensorSession) open(model, Map.of());
                TensorCall call = session.prepare(Modules.bertRequest())) {
            call.run();
            Tensor logits = call.outputs().get(0);
            assertThat(logits.type()).isEqualTo(ElementType.FLOAT32);
            return logits.value(0);
        }
    }

    private List<Integer> generate(ModelArtifact model, Map<String, String> options) throws Exception {
        List<Integer> tokens = new ArrayList<>();
        try (GenerationSession session = (GenerationSession) open(model, options);
                GenerationCall call = session.prepare(
                        GenerationRequest.builder(10).prompt(5, 6, 7).build())) {
            call.run(step -> tokens.add(step.token(0)));
        }
        return tokens;
    }

    private BackendSession open(ModelArtifact model, Map<String, String> options) throws Exception {
        DjlPytorchBackend backend = new DjlPytorchBackend();
        return backend.open(SessionSpec.builder(model, folder)
                .options(Options.parse(backend.options(), options))
                .build());
    }
}
