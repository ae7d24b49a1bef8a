package io.inferbench.backend.ort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferbench.api.ElementType;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What ort-djl promises beyond the contract; runs without the C++ API on the class path. */
class OrtDjlBackendTest {

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
    void signatureIsThatOfTheBareEngine() throws Exception {
        try (TensorSession session = open(TinyModels.lookup(folder), Map.of())) {
            assertThat(session.signature().inputs()).hasToString("[ids:INT64[batchxsequence], scale:FLOAT32[1]]");
            assertThat(session.signature().outputs())
                    .hasToString("[hidden:FLOAT32[batchxsequencex3], pooled:FLOAT32[batchx3]]");
        }
    }

    @Test
    void theVersionIsTheLibrarysAndNotTheOneDjlWasBuiltFor() throws Exception {
        Available answer = (Available) new OrtDjlBackend().probe(Options.empty());
        try (TensorSession session = open(TinyModels.lookup(folder), Map.of())) {
            assertThat(session.facts())
                    .containsEntry("engine.version", answer.engineVersion())
                    .doesNotContainEntry("engine.version", "1.21.1")
                    .containsEntry("engine.providers", "[CPU]");
        }
    }

    @ParameterizedTest
    @EnumSource(value = ElementType.class, mode = EnumSource.Mode.EXCLUDE, names = "INT16")
    void everyElementTypeDjlCarriesGoesThroughUnchanged(ElementType type) throws Exception {
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
    void aTypeDjlDoesNotCarryIsRefusedByName() throws Exception {
        ModelArtifact model = TinyModels.echo(folder, ElementType.INT16);

        assertThatThrownBy(() -> open(model, Map.of()))
                .isInstanceOf(BackendException.class)
                .hasMessageContaining("x")
                .hasMessageContaining("INT16");
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
                "config", "session.set_denormal_as_zero=1");
        Path work = Files.createDirectories(folder.resolve("work"));
        OrtDjlBackend backend = new OrtDjlBackend();
        try (TensorSession session = (TensorSession) backend.open(SessionSpec.builder(TinyModels.lookup(folder), work)
                        .options(Options.parse(backend.options(), options))
                        .build());
                TensorCall call = session.prepare(TinyModels.lookupRequest(1, new long[] {1, 1}, 2))) {
            call.run();
        }
        try (Stream<Path> files = Files.list(work)) {
            assertThat(files.findFirst().orElseThrow().getFileName().toString())
                    .startsWith("nodes")
                    .endsWith(".json");
        }
    }

    @Test
    void telemetryIsOff() throws Exception {
        open(TinyModels.lookup(folder), Map.of()).close();

        assertThat(Boolean.getBoolean("OPT_OUT_TRACKING")).isTrue();
    }

    private TensorSession open(ModelArtifact model, Map<String, String> options) throws Exception {
        OrtDjlBackend backend = new OrtDjlBackend();
        return (TensorSession) backend.open(SessionSpec.builder(model, folder)
                .options(Options.parse(backend.options(), options))
                .build());
    }
}
