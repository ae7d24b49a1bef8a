package io.inferbench.core.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferbench.api.ElementType;
import io.inferbench.api.ModelSignature;
import io.inferbench.api.Tensor;
import io.inferbench.api.TensorSpec;
import io.inferbench.api.backend.InferenceRequest;
import io.inferbench.api.workload.TensorWorkloadSession;
import io.inferbench.api.workload.Workload;
import io.inferbench.api.workload.WorkloadException;
import io.inferbench.api.workload.WorkloadSpec;
import io.inferbench.tck.WorkloadContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SyntheticTokensTest extends WorkloadContract {

    private static WorkloadSpec.Builder bert() {
        return WorkloadSpec.builder()
                .seed(7)
                .batchSize(3)
                .sequenceLength(16)
                .signature(Specs.BERT)
                .modelFacts(Map.of("vocabulary", "1000", "positions", "512"));
    }

    private static TensorWorkloadSession open(WorkloadSpec.Builder spec, Map<String, String> options)
            throws WorkloadException {
        return (TensorWorkloadSession) Specs.open(new SyntheticTokens(), spec, options);
    }

    @Override
    protected Workload workload() {
        return new SyntheticTokens();
    }

    @Override
    protected WorkloadSpec spec() throws Exception {
        return bert().options(Specs.options(workload(), Map.of("lengths", "uniform:4..16")))
                .build();
    }

    @Override
    protected Map<String, WorkloadSpec> misfits() {
        return Map.of(
                "513", bert().sequenceLength(513).build(),
                "vocabulary", bert().modelFacts(Map.of()).build(),
                "raw-tensors", bert().signature(withInput("pixels")).build());
    }

    private static ModelSignature withInput(String name) {
        List<TensorSpec> inputs = new ArrayList<>(Specs.BERT.inputs());
        inputs.add(Specs.input(name, ElementType.FLOAT32, "batch", "sequence"));
        return new ModelSignature(inputs, List.of());
    }

    @Test
    void requestsAreTheSameOnEveryMachineAndJvm() throws WorkloadException {
        assertThat(List.of(
                        RequestHash.of(open(bert(), Map.of())),
                        RequestHash.of(open(bert(), Map.of("lengths", "normal:8,4"))),
                        RequestHash.of(open(bert().seed(8), Map.of()))))
                .containsExactly("d59fef511d3eb9ee", "a1906d0a45f2d969", "7c71ca2a2764df27");
    }

    @Test
    void idsFollowTheDocumentedGenerator() throws WorkloadException {
        // Computed apart from this code, from docs/workloads.md.
        assertThat(values(open(bert(), Map.of()).request(0), "input_ids"))
                .startsWith(769.0, 623.0, 20.0, 886.0, 772.0, 995.0, 921.0, 286.0, 722.0, 452.0);
    }

    @Test
    void fullSequencesHaveNoPaddingAndIdsOfTheVocabulary() throws WorkloadException {
        TensorWorkloadSession session = open(bert(), Map.of("requests", "5"));

        assertThat(session.size()).isEqualTo(5);
        for (int index = 0; index < session.size(); index++) {
            InferenceRequest request = session.request(index);
            assertThat(request.tokenCount()).hasValue(48);
            assertThat(values(request, "input_ids"))
                    .allMatch(id -> id >= 1 && id < 1000)
                    .hasSize(48)
                    .anyMatch(id -> id > 900);
            assertThat(values(request, "attention_mask")).containsOnly(1.0);
            assertThat(values(request, "token_type_ids")).containsOnly(0.0);
        }
    }

    private static List<Double> values(InferenceRequest request, String name) {
        Tensor tensor = request.input(name).orElseThrow();
        List<Double> values = new ArrayList<>();
        for (long at = 0; at < tensor.elementCount(); at++) {
            values.add(tensor.value(at));
        }
        return values;
    }

    @Test
    void shorterSequencesArePaddedOnTheRight() throws WorkloadException {
        InferenceRequest request = open(bert(), Map.of("lengths", "4,9")).request(0);

        List<Double> ids = values(request, "input_ids");
        List<Double> mask = values(request, "attention_mask");
        long real = 0;
        for (int row = 0; row < 3; row++) {
            List<Double> rowMask = mask.subList(row * 16, row * 16 + 16);
            int length = rowMask.lastIndexOf(1.0) + 1;
            assertThat(length).isIn(4, 9);
            assertThat(rowMask.subList(0, length)).containsOnly(1.0);
            assertThat(ids.subList(row * 16, row * 16 + length)).doesNotContain(0.0);
            assertThat(ids.subList(row * 16 + length, row * 16 + 16)).containsOnly(0.0);
            real += length;
        }
        assertThat(request.tokenCount()).hasValue(real);
    }

    @Test
    void moreRequestsOrFewerInputsDoNotChangeTheOthers() throws WorkloadException {
        ModelSignature idsAlone = new ModelSignature(List.of(Specs.BERT.inputs().get(0)), List.of());

        List<Double> ids = values(open(bert(), Map.of()).request(2), "input_ids");

        assertThat(values(open(bert(), Map.of("requests", "99")).request(2), "input_ids"))
                .isEqualTo(ids);
        assertThat(values(open(bert().signature(idsAlone), Map.of()).request(2), "input_ids"))
                .isEqualTo(ids);
    }

    @Test
    void everythingThatDoesNotFitIsNamedWithTheSignature() {
        ModelSignature signature = new ModelSignature(
                List.of(
                        Specs.input("input_ids", ElementType.INT32, "1", "128"),
                        Specs.input("pixels", ElementType.FLOAT32, "n", "3", "h")),
                List.of());

        assertThatThrownBy(() -> open(bert().signature(signature), Map.of()))
                .isInstanceOf(WorkloadException.class)
                .hasMessageContainingAll(
                        "input pixels:FLOAT32[nx3xh] is not one of a text model's; use the workload raw-tensors",
                        "axis 2 of pixels:FLOAT32[nx3xh] is free",
                        "the trial's sequence_length is 16 and no input has an axis of that length",
                        "the model takes [input_ids:INT32[1x128], pixels:FLOAT32[nx3xh]]");
        assertThatThrownBy(() -> open(bert(), Map.of("lengths", "uniform:8..17")))
                .hasMessageContaining("lengths uniform:8..17 goes beyond the sequence of 16");
        assertThatThrownBy(() -> open(WorkloadSpec.builder(), Map.of()))
                .hasMessageContaining("the loaded model takes none; use synthetic-prompts");
    }
}
