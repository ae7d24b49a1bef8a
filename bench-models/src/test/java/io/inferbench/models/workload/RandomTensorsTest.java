package io.inferbench.models.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferbench.api.Dimension;
import io.inferbench.api.ElementType;
import io.inferbench.api.ModelSignature;
import io.inferbench.api.Tensor;
import io.inferbench.api.TensorSpec;
import io.inferbench.api.backend.InferenceRequest;
import io.inferbench.api.option.OptionException;
import io.inferbench.api.option.Options;
import io.inferbench.api.workload.TensorWorkloadSession;
import io.inferbench.api.workload.Workload;
import io.inferbench.api.workload.WorkloadException;
import io.inferbench.api.workload.WorkloadSpec;
import io.inferbench.tck.WorkloadContract;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RandomTensorsTest extends WorkloadContract {
    private static final ModelSignature ENCODER = signature(
            tokens("input_ids", ElementType.INT64),
            tokens("attention_mask", ElementType.INT64),
            tokens("token_type_ids", ElementType.INT32));
    private static final ModelSignature IMAGES = signature(new TensorSpec(
            "x:0",
            ElementType.FLOAT32,
            List.of(Dimension.free("n"), Dimension.of(3), Dimension.free("h"), Dimension.free("w"))));

    private static ModelSignature signature(TensorSpec... inputs) {
        return new ModelSignature(List.of(inputs), List.of());
    }

    private static TensorSpec tokens(String name, ElementType type) {
        return new TensorSpec(name, type, List.of(Dimension.free("batch"), Dimension.free("sequence")));
    }

    @Override
    protected Workload workload() {
        return new RandomTensors();
    }

    @Override
    protected WorkloadSpec spec() throws OptionException {
        return encoder(Map.of("requests", "3"));
    }

    @Override
    protected Map<String, WorkloadSpec> misfits() throws OptionException {
        return Map.of(
                "axis 'h'", images(Map.of()),
                "does not fit", images(Map.of("shapes", "x:0:2x4x8x8")),
                "batch of 5", images(Map.of("shapes", "x:0:5x3x8x8")),
                "names 'y'", images(Map.of("shapes", "y:1;x:0:2x3x8x8")),
                "no INT32", encoder(Map.of("ranges", "token_type_ids:0..0.5")));
    }

    private static WorkloadSpec encoder(Map<String, String> options) throws OptionException {
        return WorkloadSpec.builder()
                .seed(7)
                .batchSize(2)
                .sequenceLength(16)
                .signature(ENCODER)
                .modelFacts(Map.of("vocabulary", "50"))
                .options(Options.parse(new RandomTensors().options(), options))
                .build();
    }

    private static WorkloadSpec images(Map<String, String> options) throws OptionException {
        return WorkloadSpec.builder()
                .batchSize(2)
                .signature(IMAGES)
                .options(Options.parse(new RandomTensors().options(), options))
                .build();
    }

    @Test
    void tokensFillTheVocabularyAndCountAsReal() throws Exception {
        try (TensorWorkloadSession session =
                (TensorWorkloadSession) workload().open(encoder(Map.of("requests", "40")))) {
            assertThat(session.size()).isEqualTo(40);
            double largest = 0;
            for (int i = 0; i < session.size(); i++) {
                InferenceRequest request = session.request(i);
                assertThat(request.tokenCount()).hasValue(32);
                for (double id : values(request.input("input_ids").orElseThrow())) {
                    assertThat(id).isBetween(0.0, 49.0).isEqualTo(Math.rint(id));
                    largest = Math.max(largest, id);
                }
                assertThat(values(request.input("attention_mask").orElseThrow()))
                        .containsOnly(1.0);
                assertThat(values(request.input("token_type_ids").orElseThrow()))
                        .containsOnly(0.0);
            }
            assertThat(largest).isEqualTo(49);
            assertThat(session.facts()).containsEntry("input.input_ids", "INT64 2x16 0..49");
        }
    }

    @Test
    void shapesAndRangesOfSingleInputs() throws Exception {
        Map<String, String> options = Map.of("shapes", "x:0:2x3x8x4", "ranges", "x:0:2.5..3");
        try (TensorWorkloadSession session = (TensorWorkloadSession) workload().open(images(options))) {
            Tensor tensor = session.request(0).inputs().get(0);
            assertThat(tensor.shape()).containsExactly(2, 3, 8, 4);
            assertThat(values(tensor)).allSatisfy(value -> assertThat(value).isBetween(2.5, 3.0));
            assertThat(values(tensor)).doesNotHaveDuplicates();
            assertThat(session.request(0).tokenCount()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(ElementType.class)
    void everyElementTypeHoldsTheEndsOfItsRange(ElementType type) throws Exception {
        ModelSignature signature = signature(new TensorSpec("x", type, List.of(Dimension.of(200))));
        WorkloadSpec spec = WorkloadSpec.builder()
                .signature(signature)
                .options(Options.parse(new RandomTensors().options(), Map.of("ranges", "x:0..1")))
                .build();
        try (TensorWorkloadSession session = (TensorWorkloadSession) workload().open(spec)) {
            List<Double> values = values(session.request(0).inputs().get(0));
            assertThat(values).allSatisfy(value -> assertThat(value).isBetween(0.0, 1.0));
            assertThat(values.stream().mapToDouble(value -> value).average().orElseThrow())
                    .isBetween(0.35, 0.65);
        }
    }

    @Test
    void allMisfitsAreNamedAtOnce() throws Exception {
        WorkloadSpec spec =
                encoder(Map.of("shapes", "nope:1;input_ids:2x3x4", "ranges", "token_type_ids:0..9999999999"));

        assertThatThrownBy(() -> workload().open(spec))
                .isInstanceOf(WorkloadException.class)
                .hasMessageContaining("'nope'")
                .hasMessageContaining("2x3x4")
                .hasMessageContaining("0..9999999999");
    }

    @Test
    void unreadableOptionsAreRefused() {
        for (String shapes : List.of("4x128", "x:4x", "x:0x3", "x:1;x:2", ":4")) {
            assertThatThrownBy(() -> encoder(Map.of("shapes", shapes))).isInstanceOf(OptionException.class);
        }
        for (String ranges : List.of("x:1", "x:2..1", "x:a..b", "x:NaN..1", "x:0..1e300")) {
            assertThatThrownBy(() -> encoder(Map.of("ranges", ranges))).isInstanceOf(OptionException.class);
        }
    }

    @Test
    void aModelThatTakesNoTensorsIsRefused() {
        assertThatThrownBy(() -> workload().open(WorkloadSpec.builder().build()))
                .isInstanceOf(WorkloadException.class)
                .hasMessageContaining("takes tensors");
    }

    private static List<Double> values(Tensor tensor) {
        return LongStream.range(0, tensor.elementCount())
                .mapToObj(tensor::value)
                .toList();
    }
}
