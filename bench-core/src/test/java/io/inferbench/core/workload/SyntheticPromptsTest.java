package io.inferbench.core.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferbench.api.backend.GenerationLimits;
import io.inferbench.api.backend.GenerationRequest;
import io.inferbench.api.workload.GenerationWorkloadSession;
import io.inferbench.api.workload.Workload;
import io.inferbench.api.workload.WorkloadException;
import io.inferbench.api.workload.WorkloadSpec;
import io.inferbench.tck.WorkloadContract;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SyntheticPromptsTest extends WorkloadContract {

    private static WorkloadSpec.Builder gpt() {
        return WorkloadSpec.builder().seed(7).batchSize(2).limits(new GenerationLimits(500, 64, 4));
    }

    private static GenerationWorkloadSession open(WorkloadSpec.Builder spec, Map<String, String> options)
            throws WorkloadException {
        return (GenerationWorkloadSession) Specs.open(new SyntheticPrompts(), spec, options);
    }

    @Override
    protected Workload workload() {
        return new SyntheticPrompts();
    }

    @Override
    protected WorkloadSpec spec() throws Exception {
        return gpt().newTokens(8)
                .options(Specs.options(
                        workload(), Map.of("prompt-tokens", "uniform:8..32", "temperature", "0.8", "top-p", "0.95")))
                .build();
    }

    @Override
    protected Map<String, WorkloadSpec> misfits() {
        return Map.of(
                "new-tokens", gpt().sequenceLength(8).build(),
                "prompt-tokens", gpt().newTokens(8).build(),
                "exceed the context", gpt().sequenceLength(60).newTokens(5).build(),
                "batches of 5",
                        gpt().batchSize(5).sequenceLength(8).newTokens(8).build());
    }

    @Test
    void requestsAreTheSameOnEveryMachineAndJvm() throws WorkloadException {
        Map<String, String> drawn = Map.of("prompt-tokens", "normal:20,6", "new-tokens", "4,8,12", "temperature", "1");

        assertThat(List.of(
                        RequestHash.of(open(gpt().sequenceLength(16).newTokens(8), Map.of())),
                        RequestHash.of(open(gpt(), drawn))))
                .containsExactly("47b5820f022ec719", "3186d4e0f6d1d85d");
    }

    @Test
    void lengthsFollowTheirDistribution() throws WorkloadException {
        GenerationWorkloadSession session =
                open(gpt(), Map.of("prompt-tokens", "uniform:10..20", "new-tokens", "uniform:1..9", "requests", "400"));

        assertThat(IntStream.range(0, session.size())
                        .mapToObj(session::request)
                        .flatMap(request -> request.prompts().stream())
                        .mapToInt(prompt -> prompt.length)
                        .summaryStatistics())
                .satisfies(lengths -> {
                    assertThat(lengths.getMin()).isEqualTo(10);
                    assertThat(lengths.getMax()).isEqualTo(20);
                    assertThat(lengths.getAverage()).isBetween(14.6, 15.4);
                });
        assertThat(session.facts()).containsEntry("prompt_tokens", "10..20").containsEntry("new_tokens", "1..9");
    }

    @Test
    void endOfSequenceIsIgnoredUnlessSaidOtherwise() throws WorkloadException {
        WorkloadSpec.Builder spec = gpt().sequenceLength(4).newTokens(2).tokenizer(new WordTokenizer());

        assertThat(open(spec, Map.of()).request(0).stopTokens()).isEmpty();
        assertThat(open(spec, Map.of("ignore-eos", "false")).request(0).stopTokens())
                .containsExactly(97);
        assertThatThrownBy(() -> open(gpt().sequenceLength(4).newTokens(2), Map.of("ignore-eos", "false")))
                .hasMessageContaining("nobody says which token ends a sequence");
    }

    @Test
    void samplingIsSeededPerRequest() throws WorkloadException {
        GenerationWorkloadSession session = open(
                gpt().sequenceLength(4).newTokens(2), Map.of("temperature", "0.8", "top-p", "0.95", "top-k", "40"));

        GenerationRequest first = session.request(0);
        assertThat(first.sampling().temperature()).isEqualTo(0.8);
        assertThat(first.sampling().topP()).isEqualTo(0.95);
        assertThat(first.sampling().topK()).isEqualTo(40);
        assertThat(session.request(1).sampling().seed())
                .isNotEqualTo(first.sampling().seed());
        assertThat(open(gpt().sequenceLength(4).newTokens(2), Map.of())
                        .request(0)
                        .sampling()
                        .isGreedy())
                .isTrue();
    }

    @Test
    void twoOpinionsOfOneLengthAreRefused() {
        assertThatThrownBy(() ->
                        open(gpt().sequenceLength(4).newTokens(2), Map.of("prompt-tokens", "8", "new-tokens", "8")))
                .hasMessageContainingAll(
                        "prompt-tokens 8 and the trial's sequence_length 4 both say how long prompts are",
                        "new-tokens 8 and the trial's new_tokens 2 both say how much to generate");
    }

    @Test
    void aServerThatDoesNotSayItsLimitsNeedsAVocabulary() throws WorkloadException {
        WorkloadSpec.Builder spec = WorkloadSpec.builder().sequenceLength(4000).newTokens(9);

        assertThat(open(spec, Map.of("vocabulary", "128256"))
                        .request(0)
                        .prompts()
                        .get(0))
                .hasSize(4000);
        assertThatThrownBy(() -> open(spec, Map.of())).hasMessageContaining("give the workload's option vocabulary");
    }
}
