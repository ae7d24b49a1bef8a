package io.inferbench.backend.ort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.inferbench.api.Device;
import io.inferbench.api.ElementType;
import io.inferbench.api.Precision;
import io.inferbench.api.Tensor;
import io.inferbench.api.backend.Available;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.EngineTimed;
import io.inferbench.api.backend.InferenceRequest;
import io.inferbench.api.backend.SessionSpec;
import io.inferbench.api.backend.TensorCall;
import io.inferbench.api.backend.TensorSession;
import io.inferbench.api.model.ModelArtifact;
import io.inferbench.api.option.Options;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What ort-cpu promises beyond the contract. */
class OrtCpuBackendTest {

    @TempDir
    Path folder;

    @Test
    void computesWhatTheModelSays() throws Exception {
        try (TensorSession session = open(TinyModels.lookup(folder), Map.of());
                TensorCall call = session.prepare(TinyModels.lookupRequest(2, new long[] {2, 2}, 0, 4, 3, 1))) {
            call.run();

            Tensor hidden = call.outputs().get(0);
            Tensor pooled = call.outputs().get(1);
            assertThat(hidden.shape()).containsExactly(2, 2, TinyModels.WIDTH);
            assertThat(hidden.value(1L * TinyModels.WIDTH + 2)).isEqualTo(2 * TinyModels.row(4, 2));
            assertThat(pooled.value(TinyModels.WIDTH)).isEqualTo(2 * (TinyModels.row(3, 0) + TinyModels.row(1, 0)));
        }
    }

    @Test
    void everyRunTellsTheEnginesOwnPartOfIt() throws Exception {
        try (TensorSession session = open(TinyModels.lookup(folder), Map.of());
                TensorCall call = session.prepare(TinyModels.lookupRequest(2, new long[] {2, 2}, 0, 4, 3, 1))) {
            assertThat(((EngineTimed) call).engineNanos()).as("before a run").isZero();
            long begin = System.nanoTime();
            call.run();
            long whole = System.nanoTime() - begin;
            assertThat(((EngineTimed) call).engineNanos()).isBetween(1L, whole);
        }
    }

    @Test
    void signatureHasTheModelsNamesTypesAndSymbols() throws Exception {
        try (TensorSession session = open(TinyModels.lookup(folder), Map.of())) {
            assertThat(session.signature().inputs()).hasToString("[ids:INT64[batchxsequence], scale:FLOAT32[1]]");
            assertThat(session.signature().outputs())
                    .hasToString("[hidden:FLOAT32[batchxsequencex3], pooled:FLOAT32[batchx3]]");
        }
    }

    @Test
    void factsNameTheEngineItsFileAndWhereEveryNodeWent() throws Exception {
        try (TensorSession session = open(TinyModels.lookup(folder), Map.of())) {
            assertThat(session.facts())
                    .containsEntry("placement.CPUExecutionProvider", "3")
                    .hasEntrySatisfying(
                            "engine.version", version -> assertThat(version).matches("1\\.\\d+\\.\\d+"))
                    .hasEntrySatisfying(
                            "engine.library", file -> assertThat(Path.of(file)).exists());
            assertThat(session.devices()).containsExactly(Device.CPU);
            assertThat(new OrtCpuBackend().probe(Options.empty()))
                    .isInstanceOfSatisfying(
                            Available.class,
                            answer -> assertThat(answer.engineVersion())
                                    .isEqualTo(session.facts().get("engine.version")));
        }
    }

    @Test
    void outputsWhoseShapeDependsOnValuesAreFoundAfterTheRun() throws Exception {
        Tensor x = Tensor.ofFloats("x", new long[] {4}, 0, 7, 0, 7);
        try (TensorSession session = open(TinyModels.places(folder), Map.of());
                TensorCall call =
                        session.prepare(InferenceRequest.builder().input(x).build())) {
            call.run();
            assertThat(call.outputs().get(0).shape()).containsExactly(1, 2);
            assertThat(call.outputs().get(0).value(1)).isEqualTo(3);

            x.bytes().putFloat(0, 1);
            call.run();
            assertThat(call.outputs().get(0).shape()).containsExactly(1, 3);

            for (int i = 0; i < 4; i++) {
                x.bytes().putFloat(i * Float.BYTES, 0);
            }
            call.run();
            assertThat(call.outputs().get(0).shape()).containsExactly(1, 0);
        }
    }

    @Test
    void symbolsThatMisleadDoNotMatter() throws Exception {
        InferenceRequest request = InferenceRequest.builder()
                .input(Tensor.ofFloats("x", new long[] {1}, 1))
                .input(Tensor.ofFloats("y", new long[] {2}, 2, 3))
                .build();
        try (TensorSession session = open(TinyModels.misleading(folder), Map.of());
                TensorCall call = session.prepare(request)) {
            for (int run = 0; run < 2; run++) {
                call.run();
                assertThat(call.outputs().get(0).shape()).containsExactly(3);
                assertThat(call.outputs().get(0).value(2)).isEqualTo(3);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(ElementType.class)
    void everyElementTypeGoesThroughUnchanged(ElementType type) throws Exception {
        Tensor x = Tensor.allocate("x", type, 4);
        for (int at = 0; at < x.bytes().capacity(); at++) {
            x.bytes().put(at, (byte) (type == ElementType.BOOL ? at % 2 : 3 * at + 1));
        }
        try (TensorSession session = open(TinyModels.echo(folder, type), Map.of());
                TensorCall call =
                        session.prepare(InferenceRequest.builder().input(x).build())) {
            call.run();

            Tensor y = call.outputs().get(0);
            assertThat(y.type()).isEqualTo(type);
            assertThat(y.bytes()).isEqualTo(x.bytes());
        }
    }

    @Test
    void anEmptyAxisIsTakenAsItIs() throws Exception {
        Tensor x = Tensor.allocate("x", ElementType.FLOAT32, 0);
        try (TensorSession session = open(TinyModels.echo(folder, ElementType.FLOAT32), Map.of());
                TensorCall call =
                        session.prepare(InferenceRequest.builder().input(x).build())) {
            call.run();

            assertThat(call.outputs().get(0).shape()).containsExactly(0);
        }
    }

    @Test
    void outputsThatAreNoTensorsAreLeftOutAndNamed() throws Exception {
        Tensor x = Tensor.ofFloats("x", new long[] {1}, 5);
        try (TensorSession session = open(TinyModels.sequence(folder), Map.of());
                TensorCall call =
                        session.prepare(InferenceRequest.builder().input(x).build())) {
            call.run();

            assertThat(call.outputs()).hasSize(1);
            assertThat(session.facts()).containsEntry("outputs.left-out", "s");
        }
    }

    @Test
    void everyOptionReachesTheEngine() throws Exception {
        Map<String, String> options = Map.of(
                "threads.intra", "1",
                "threads.inter", "1",
                "threads.spinning", "false",
                "execution.mode", "parallel",
                "optimization.level", "none",
                "memory.pattern", "false",
                "memory.arena", "false",
                "log.level", "error",
                "profile", "nodes",
                "config", "session.set_denormal_as_zero=1; session.disable_prepacking=1");
        Path work = Files.createDirectories(folder.resolve("work"));
        try (TensorSession session = (TensorSession) new OrtCpuBackend()
                        .open(SessionSpec.builder(TinyModels.lookup(folder), work)
                                .options(Options.parse(new OrtCpuBackend().options(), options))
                                .build());
                TensorCall call = session.prepare(TinyModels.lookupRequest(1, new long[] {1, 1}, 2))) {
            call.run();
        }
        try (Stream<Path> files = Files.list(work)) {
            Path profile = files.findFirst().orElseThrow();
            assertThat(profile.getFileName().toString()).startsWith("nodes").endsWith(".json");
            assertThat(Files.readString(profile)).contains("found_node").contains("ReduceL1");
        }
    }

    @Test
    void aConfigurationEntryTheEngineRefusesIsReported() throws Exception {
        ModelArtifact model = TinyModels.lookup(folder);

        assertThatThrownBy(() -> open(model, Map.of("config", "session.intra_op_thread_affinities=nonsense")))
                .isInstanceOf(BackendException.class)
                .hasMessageContaining("lookup.onnx");
    }

    @Test
    void halfPrecisionIsRefusedUnlessCastsAreAllowed() throws Exception {
        ModelArtifact model = TinyModels.echo(folder, ElementType.FLOAT16);
        SessionSpec.Builder spec = SessionSpec.builder(model, folder).precision(Precision.FP16);

        assertThatThrownBy(() -> new OrtCpuBackend().open(spec.build()))
                .isInstanceOf(BackendException.class)
                .hasMessageContaining("fp16")
                .hasMessageContaining("casts.allowed");
        Options allowed = Options.parse(new OrtCpuBackend().options(), Map.of("casts.allowed", "true"));
        new OrtCpuBackend().open(spec.options(allowed).build()).close();
    }

    @Test
    void aFolderWithoutTheLibraryIsRefusedByNameAndLoadsNothing() throws Exception {
        Map<String, String> options = Map.of("library.path", folder.toString());
        ModelArtifact model = TinyModels.lookup(folder);

        assertThatThrownBy(() -> open(model, options))
                .isInstanceOf(BackendException.class)
                .hasMessageContaining(folder.toString())
                .hasMessageContaining(System.mapLibraryName("onnxruntime"));
    }

    @Test
    void closingWhileAnotherThreadRunsWaitsForIt() throws Exception {
        TensorSession session = open(TinyModels.lookup(folder), Map.of());
        TensorCall call = session.prepare(TinyModels.lookupRequest(1, new long[] {64, 512}, new long[64 * 512]));
        Thread runner = new Thread(() -> {
            try {
                while (true) {
                    call.run();
                }
            } catch (IllegalStateException | BackendException closed) {
                // Expected: the loop ends when the session closes under it.
            }
        });
        runner.start();
        call.run();

        session.close();

        runner.join(30_000);
        assertThat(runner.isAlive()).isFalse();
        assertThatThrownBy(call::run).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(call::outputs).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aRunAllocatesNothingOnTheJavaHeap() throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (TensorSession session = open(TinyModels.lookup(folder), Map.of());
                TensorCall call = session.prepare(TinyModels.lookupRequest(1, new long[] {2, 8}, new long[16]))) {
            for (int run = 0; run < 100; run++) {
                call.run();
            }
            threads.getCurrentThreadAllocatedBytes();
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int run = 0; run < 1_000; run++) {
                call.run();
            }
            assertThat(threads.getCurrentThreadAllocatedBytes() - before).isZero();
        }
    }

    @Test
    void outputsBeforeTheFirstRunAreRefused() throws Exception {
        try (TensorSession session = open(TinyModels.lookup(folder), Map.of());
                TensorCall call = session.prepare(TinyModels.lookupRequest(1, new long[] {1, 1}, 0))) {
            assertThatThrownBy(call::outputs).isInstanceOf(IllegalStateException.class);
        }
    }

    private TensorSession open(ModelArtifact model, Map<String, String> options) throws Exception {
        OrtCpuBackend backend = new OrtCpuBackend();
        return (TensorSession) backend.open(SessionSpec.builder(model, folder)
                .options(Options.parse(backend.options(), options))
                .build());
    }
}
