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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromptsFileTest extends WorkloadContract {

    @TempDir
    Path folder;

    private static WorkloadSpec.Builder gpt() {
        return WorkloadSpec.builder().seed(7).tokenizer(new WordTokenizer()).limits(new GenerationLimits(100, 64, 4));
    }

    private GenerationWorkloadSession open(WorkloadSpec.Builder spec, Path file, String... further)
            throws WorkloadException {
        return (GenerationWorkloadSession) Specs.open(new PromptsFile(), spec, options(file, further));
    }

    private static Map<String, String> options(Path file, String... further) {
        Map<String, String> options = new HashMap<>(Map.of("file", file.toString()));
        for (int i = 0; i < further.length; i += 2) {
            options.put(further[i], further[i + 1]);
        }
        return options;
    }

    private Path file(String name, String... lines) throws IOException {
        return Files.write(folder.resolve(name), List.of(lines));
    }

    private Path text() throws IOException {
        return file("prompts.txt", "What is the tallest tree", "", "Why", "How do engines differ from each other");
    }

    @Override
    protected Workload workload() {
        return new PromptsFile();
    }

    @Override
    protected WorkloadSpec spec() throws Exception {
        return gpt().newTokens(8)
                .options(Specs.options(workload(), options(text(), "shuffle", "true")))
                .build();
    }

    @Override
    protected Map<String, WorkloadSpec> misfits() throws Exception {
        return Map.of(
                "file is missing", gpt().newTokens(8).build(),
                "absent.txt",
                        gpt().newTokens(8)
                                .options(Specs.options(workload(), options(folder.resolve("absent.txt"))))
                                .build(),
                "tokenizer.json",
                        WorkloadSpec.builder()
                                .newTokens(8)
                                .options(Specs.options(workload(), options(text())))
                                .build());
    }

    private static List<List<Integer>> prompts(GenerationWorkloadSession session) {
        return IntStream.range(0, session.size())
                .mapToObj(session::request)
                .flatMap(request -> request.prompts().stream())
                .map(prompt -> IntStream.of(prompt).boxed().toList())
                .toList();
    }

    @Test
    void aTextFileHasAPromptALine() throws Exception {
        GenerationWorkloadSession session = open(gpt().newTokens(8), text());

        assertThat(prompts(session))
                .containsExactly(List.of(98, 4, 2, 3, 7, 4), List.of(98, 3), List.of(98, 3, 2, 7, 6, 4, 4, 5));
        assertThat(session.request(0).maxNewTokens()).isEqualTo(8);
    }

    @Test
    void jsonLinesMayRecordTheLengthOfTheAnswer() throws Exception {
        Path file = file(
                "prompts.jsonl",
                "{\"question\": \"a bb\", \"output_tokens\": 5}",
                "{\"question\": \"a bb ccc\", \"answer\": \"one two three\"}");

        GenerationWorkloadSession session = open(gpt(), file, "field", "question");

        assertThat(prompts(session)).containsExactly(List.of(98, 1, 2), List.of(98, 1, 2, 3));
        assertThat(session.request(0).maxNewTokens()).isEqualTo(5);
        assertThat(session.request(1).maxNewTokens()).isEqualTo(3);
        assertThat(open(gpt(), file, "field", "question", "new-tokens", "7")
                        .request(1)
                        .maxNewTokens())
                .isEqualTo(7);
    }

    @Test
    void conversationsGiveTheirFirstQuestionAndItsAnswer() throws Exception {
        Path file = file(
                "share.json",
                "[{\"id\": \"x\", \"conversations\": [{\"from\": \"gpt\", \"value\": \"hello there\"},",
                "  {\"from\": \"human\", \"value\": \"aa bbb\"}, {\"from\": \"gpt\", \"value\": \"1 2 3 4\"}]},",
                " {\"id\": \"y\", \"conversations\": []},",
                " {\"id\": \"z\", \"conversations\": [{\"from\": \"human\", \"value\": \"cccc\"}]}]");

        assertThat(prompts(open(gpt().newTokens(3), file))).containsExactly(List.of(98, 2, 3), List.of(98, 4));
        assertThat(open(gpt(), file, "limit", "1").request(0).maxNewTokens()).isEqualTo(4);
        assertThatThrownBy(() -> open(gpt(), file))
                .hasMessageContaining("prompt 1 has no recorded answer that says how much to generate");
    }

    @Test
    void aFixedLengthCutsLongPromptsAndLeavesShortOnesOut() throws Exception {
        GenerationWorkloadSession session = open(gpt().sequenceLength(4).newTokens(2), text());

        assertThat(prompts(session)).containsExactly(List.of(98, 4, 2, 3), List.of(98, 3, 2, 7));
        assertThat(session.facts()).containsEntry("left_out", "1");
    }

    @Test
    void batchesAreFullAndLongPromptsLeftOut() throws Exception {
        GenerationWorkloadSession session = open(gpt().batchSize(2).newTokens(2), text());

        assertThat(session.size()).isEqualTo(1);
        assertThat(session.request(0).batchSize()).isEqualTo(2);
        assertThat(prompts(open(gpt().newTokens(2), text(), "max-prompt-tokens", "6")))
                .hasSize(2);
        assertThatThrownBy(() -> open(gpt().batchSize(4).newTokens(2), text()))
                .hasMessageContaining("3 of 3 prompts have the wanted length, too few for a batch of 4");
    }

    @Test
    void theSeedDecidesTheOrder() throws Exception {
        String[] lines = IntStream.range(1, 30).mapToObj("x"::repeat).toArray(String[]::new);
        Path file = file("many.txt", lines);

        List<List<Integer>> shuffled = prompts(open(gpt().newTokens(2), file, "shuffle", "true"));

        assertThat(shuffled)
                .containsExactlyInAnyOrderElementsOf(prompts(open(gpt().newTokens(2), file)))
                .isNotEqualTo(prompts(open(gpt().newTokens(2), file)))
                .isNotEqualTo(prompts(open(gpt().seed(8).newTokens(2), file, "shuffle", "true")));
        assertThat(RequestHash.of(open(gpt().newTokens(2), file, "shuffle", "true")))
                .isEqualTo("65e407017a2b1161");
    }

    @Test
    void malformedFilesAreRefusedByLine() throws IOException {
        assertThatThrownBy(() -> open(gpt().newTokens(2), file("a.jsonl", "{\"prompt\": \"x\"}", "{\"text\": \"x\"}")))
                .hasMessageContaining("line 2 of '")
                .hasMessageContaining("has no text under 'prompt'; it has [text]");
        assertThatThrownBy(() -> open(gpt().newTokens(2), file("b.jsonl", "{\"prompt\": ")))
                .hasMessageContaining("line 1 of '")
                .hasMessageContaining("is no JSON object");
        assertThatThrownBy(() -> open(gpt().newTokens(2), file("c.json", "[{\"conversations\": [}]")))
                .hasMessageContaining("cannot be read");
        assertThatThrownBy(() -> open(gpt().newTokens(2), file("d.json", "{}")))
                .hasMessageContaining("holds no prompt");
        Path latin = Files.write(folder.resolve("latin.txt"), new byte[] {'a', (byte) 0xe9, '\n'});
        assertThatThrownBy(() -> open(gpt().newTokens(2), latin)).hasMessageContaining("is not UTF-8");
    }

    @Test
    void anIdOutsideTheModelsVocabularyIsRefused() {
        GenerationLimits small = new GenerationLimits(5, 64, 4);

        assertThatThrownBy(() -> open(gpt().limits(small).newTokens(2), text()))
                .isInstanceOf(WorkloadException.class)
                .hasMessageContaining("token id 98 is outside the vocabulary");
    }

    @Test
    void aRequestKeepsItsPromptsTogether() throws Exception {
        GenerationRequest request =
                open(gpt().batchSize(2).newTokens(2), text()).request(0);

        assertThat(request.longestPrompt()).isEqualTo(6);
    }
}
