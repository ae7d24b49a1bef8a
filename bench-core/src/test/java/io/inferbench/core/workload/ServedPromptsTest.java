package io.inferbench.core.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferbench.api.backend.Prompt;
import io.inferbench.api.backend.Prompt.Form;
import io.inferbench.api.backend.ServedRequest;
import io.inferbench.api.workload.ServedWorkloadSession;
import io.inferbench.api.workload.Workload;
import io.inferbench.api.workload.WorkloadException;
import io.inferbench.api.workload.WorkloadSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the workloads of prompts make for a server. */
class ServedPromptsTest {

    private static final Map<String, String> SYNTHETIC = Map.of("vocabulary", "1000", "requests", "6");

    @TempDir
    Path folder;

    private static WorkloadSpec.Builder spec(Form... forms) {
        return WorkloadSpec.builder().seed(7).newTokens(5).promptForms(new LinkedHashSet<>(List.of(forms)));
    }

    private static ServedWorkloadSession open(Workload workload, WorkloadSpec.Builder spec, Map<String, String> options)
            throws WorkloadException {
        return (ServedWorkloadSession) Specs.open(workload, spec, options);
    }

    private static int[] ids(ServedRequest request) {
        return ((Prompt.Tokens) request.prompt()).ids();
    }

    private static Map<String, String> with(String... more) {
        Map<String, String> options = new HashMap<>(SYNTHETIC);
        IntStream.range(0, more.length / 2).forEach(at -> options.put(more[2 * at], more[2 * at + 1]));
        return options;
    }

    @Test
    void randomIdsGoAsIds() throws WorkloadException {
        ServedWorkloadSession session =
                open(new SyntheticPrompts(), spec(Form.TEXT, Form.TOKENS).sequenceLength(9), SYNTHETIC);

        assertThat(session.size()).isEqualTo(6);
        assertThat(session.promptTokens(3)).hasValue(9);
        assertThat(Arrays.stream(ids(session.request(3)))).hasSize(9).allMatch(id -> id >= 0 && id < 1000);
        assertThat(ids(session.request(3))).isNotEqualTo(ids(session.request(4)));
        assertThat(session.request(3).maxNewTokens()).hasValue(5);
        assertThat(session.request(3).endIgnored()).isTrue();
        assertThat(session.request(3).streamed()).isTrue();
        assertThat(session.request(3).sampling().orElseThrow().isGreedy()).isTrue();
        assertThat(session.predecessor(3)).isEmpty();
        assertThat(session.facts())
                .containsEntry("prompt_form", "tokens")
                .containsEntry("prompt_tokens", "9..9")
                .containsEntry("new_tokens", "5..5");
        assertThat(ids(open(new SyntheticPrompts(), spec(Form.TOKENS).sequenceLength(9), SYNTHETIC)
                        .request(3)))
                .as("the same seed gives the same prompts")
                .isEqualTo(ids(session.request(3)));
    }

    @Test
    void someBeginTheSame() throws WorkloadException {
        ServedWorkloadSession session = open(
                new SyntheticPrompts(),
                spec(Form.TOKENS).sequenceLength(9),
                with("prefix-tokens", "4", "prefixes", "2", "requests", "20"));

        long beginnings = IntStream.range(0, 20)
                .mapToObj(index -> Arrays.toString(Arrays.copyOf(ids(session.request(index)), 4)))
                .distinct()
                .count();
        long whole = IntStream.range(0, 20)
                .mapToObj(index -> Arrays.toString(ids(session.request(index))))
                .distinct()
                .count();
        assertThat(beginnings).isEqualTo(2);
        assertThat(whole).isEqualTo(20);
    }

    @Test
    void aTurnHoldsTheTurnsBeforeAndWaitsForThem() throws WorkloadException {
        ServedWorkloadSession session =
                open(new SyntheticPrompts(), spec(Form.TOKENS).sequenceLength(4), with("turns", "3", "requests", "2"));

        assertThat(session.size()).isEqualTo(6);
        assertThat(IntStream.range(0, 6).mapToObj(session::predecessor))
                .containsExactly(
                        OptionalInt.empty(),
                        OptionalInt.of(0),
                        OptionalInt.of(1),
                        OptionalInt.empty(),
                        OptionalInt.of(3),
                        OptionalInt.of(4));
        assertThat(session.promptTokens(2))
                .as("3 questions of 4, 2 answers of 5")
                .hasValue(22);
        assertThat(ids(session.request(2))).startsWith(ids(session.request(1)));
    }

    @Test
    void withoutATokenizerIdsCannotGoAsText() {
        assertThatThrownBy(() -> open(new SyntheticPrompts(), spec(Form.CHAT).sequenceLength(4), SYNTHETIC))
                .isInstanceOf(WorkloadException.class)
                .hasMessageContaining("CHAT")
                .hasMessageContaining("tokenizer.json");
        assertThatThrownBy(() -> open(
                        new SyntheticPrompts(),
                        spec(Form.TOKENS).sequenceLength(4).batchSize(8),
                        SYNTHETIC))
                .hasMessageContaining("one prompt")
                .hasMessageContaining("concurrency");
    }

    @Test
    void aFileGoesAsItsTextWithoutATokenizer() throws Exception {
        Path file = Files.writeString(folder.resolve("p.txt"), "one two\nthree\n");
        ServedWorkloadSession session = open(
                new PromptsFile(),
                spec(Form.TOKENS, Form.CHAT, Form.TEXT),
                Map.of("file", file.toString(), "temperature", "0.8", "top-p", "0.95", "ignore-eos", "false"));

        assertThat(session.size()).isEqualTo(2);
        assertThat(session.promptTokens(0)).isEmpty();
        assertThat(((Prompt.Chat) session.request(0).prompt()).messages().get(0).content())
                .isEqualTo("one two");
        assertThat(session.request(1).endIgnored()).isFalse();
        assertThat(session.request(1).sampling().orElseThrow().topP()).isEqualTo(0.95);

        assertThat(open(
                                new PromptsFile(),
                                spec(Form.CHAT, Form.TEXT),
                                Map.of("file", file.toString(), "prompt-form", "text"))
                        .request(1)
                        .prompt())
                .isEqualTo(new Prompt.Text("three"));
    }

    @Test
    void aFileIsCutAndCountedWithATokenizer() throws Exception {
        Path file = Files.writeString(folder.resolve("p.txt"), "one two three\nfour\n");
        ServedWorkloadSession session = open(
                new PromptsFile(),
                spec(Form.TOKENS).sequenceLength(3).tokenizer(new WordTokenizer()),
                Map.of("file", file.toString()));

        assertThat(session.size()).isEqualTo(1);
        assertThat(ids(session.request(0))).hasSize(3);
        assertThat(session.promptTokens(0)).hasValue(3);
        assertThat(session.facts()).containsEntry("left_out", "1");

        assertThatThrownBy(() ->
                        open(new PromptsFile(), spec(Form.TEXT).sequenceLength(2), Map.of("file", file.toString())))
                .hasMessageContaining("sequence_length");
    }

    @Test
    void aTraceGivesLengthsAndSharedBlocks() throws IOException, WorkloadException {
        Path file = Files.writeString(folder.resolve("t.jsonl"), """
                {"timestamp": 0, "input_length": 1030, "output_length": 20, "hash_ids": [4, 9, 10]}
                {"timestamp": 9, "input_length": 600, "output_length": 3, "hash_ids": [4, 11]}
                {"timestamp": 7, "input_length": 10, "output_length": 900, "hash_ids": []}
                """);
        WorkloadSpec.Builder spec = WorkloadSpec.builder().seed(7).promptForms(Set.of(Form.TOKENS));
        ServedWorkloadSession session = open(
                new TracePrompts(), spec, Map.of("file", file.toString(), "vocabulary", "99", "max-new-tokens", "50"));

        assertThat(session.size()).isEqualTo(3);
        assertThat(IntStream.range(0, 3)
                        .map(index -> session.promptTokens(index).getAsInt()))
                .as("in order of time")
                .containsExactly(1030, 10, 600);
        assertThat(session.request(1).maxNewTokens()).hasValue(50);
        assertThat(session.request(2).maxNewTokens()).hasValue(3);
        int[] first = ids(session.request(0));
        int[] third = ids(session.request(2));
        assertThat(Arrays.copyOf(third, 512)).isEqualTo(Arrays.copyOf(first, 512));
        assertThat(Arrays.copyOfRange(third, 512, 600)).isNotEqualTo(Arrays.copyOfRange(first, 512, 600));

        assertThatThrownBy(() -> open(new TracePrompts(), WorkloadSpec.builder(), Map.of()))
                .hasMessageContaining("file is missing")
                .hasMessageContaining("for a server");
    }

    @Test
    void whatIsEmbeddedOrRankedAsksForNoTokens() throws Exception {
        Path file = Files.writeString(
                folder.resolve("ranked.jsonl"), "{\"prompt\": \"which?\", \"documents\": [\"this\", \"that\"]}\n");
        Map<String, String> options = Map.of("file", file.toString());

        ServedRequest embedded = open(
                        new PromptsFile(), WorkloadSpec.builder().promptForms(Set.of(Form.TEXTS)), options)
                .request(0);
        ServedRequest ranked =
                open(new PromptsFile(), spec(Form.RANKING), options).request(0);

        assertThat(embedded.prompt()).isEqualTo(new Prompt.Texts(List.of("which?")));
        assertThat(ranked.prompt()).isEqualTo(new Prompt.Ranking("which?", List.of("this", "that")));
        assertThat(List.of(embedded, ranked)).allSatisfy(request -> {
            assertThat(request.maxNewTokens()).isEmpty();
            assertThat(request.endIgnored()).isFalse();
            assertThat(request.streamed()).isFalse();
        });
    }

    @Test
    void nothingToRankIsSaid() throws Exception {
        Path file = Files.writeString(folder.resolve("plain.txt"), "which?\n");

        assertThatThrownBy(() -> open(new PromptsFile(), spec(Form.RANKING), Map.of("file", file.toString())))
                .isInstanceOf(WorkloadException.class)
                .hasMessageContaining("'documents'");
    }
}
