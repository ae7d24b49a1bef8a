package io.inferbench.core.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferbench.api.backend.ChatMessage;
import io.inferbench.api.backend.GenerationLimits;
import io.inferbench.api.backend.Prompt;
import io.inferbench.api.backend.Prompt.Form;
import io.inferbench.api.workload.GenerationWorkloadSession;
import io.inferbench.api.workload.ServedWorkloadSession;
import io.inferbench.api.workload.WorkloadException;
import io.inferbench.api.workload.WorkloadSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prompts of verse, and conversations of several turns. */
class VersePromptsTest {

    @TempDir
    Path folder;

    private static WorkloadSpec.Builder spec() {
        return WorkloadSpec.builder().seed(7).newTokens(5).tokenizer(new WordTokenizer());
    }

    private static ServedWorkloadSession served(Map<String, String> options) throws WorkloadException {
        return (ServedWorkloadSession)
                Specs.open(new VersePrompts(), spec().sequenceLength(60).promptForms(Set.of(Form.TOKENS)), options);
    }

    private static int[] ids(ServedWorkloadSession session, int index) {
        return ((Prompt.Tokens) session.request(index).prompt()).ids();
    }

    @Test
    void promptsHaveExactlyTheWantedLengthAndAreAllDifferent() throws WorkloadException {
        ServedWorkloadSession session = served(Map.of("requests", "20"));

        assertThat(session.size()).isEqualTo(20);
        assertThat(IntStream.range(0, 20).mapToObj(index -> ids(session, index)))
                .allSatisfy(ids -> assertThat(ids).hasSize(60));
        assertThat(IntStream.range(0, 20).mapToObj(index -> Arrays.toString(ids(session, index))))
                .doesNotHaveDuplicates();
        assertThat(ids(served(Map.of("requests", "20")), 3)).isEqualTo(ids(session, 3));
    }

    @Test
    void someBeginTheSame() throws WorkloadException {
        ServedWorkloadSession session = served(Map.of("prefix-tokens", "40"));

        assertThat(Arrays.copyOf(ids(session, 0), 40)).isEqualTo(Arrays.copyOf(ids(session, 1), 40));
        assertThat(ids(session, 0)).isNotEqualTo(ids(session, 1));
    }

    @Test
    void anEngineInProcessReadsWhatAServerReads() throws WorkloadException {
        GenerationWorkloadSession here = (GenerationWorkloadSession) Specs.open(
                new VersePrompts(), spec().sequenceLength(60).limits(new GenerationLimits(99, 128, 4)), Map.of());

        assertThat(here.request(2).prompts().get(0)).isEqualTo(ids(served(Map.of()), 2));
    }

    @Test
    void aTokenizerIsNeeded() {
        assertThatThrownBy(() -> Specs.open(
                        new VersePrompts(),
                        WorkloadSpec.builder().newTokens(1).sequenceLength(9).promptForms(Set.of(Form.TEXT)),
                        Map.of()))
                .isInstanceOf(WorkloadException.class)
                .hasMessageContaining("tokenizer.json");
    }

    @Test
    void aConversationIsAskedTurnByTurn() throws Exception {
        Path file = Files.writeString(folder.resolve("s.json"), """
                [{"conversations": [{"from": "human", "value": "one"}, {"from": "gpt", "value": "uno"},
                                    {"from": "human", "value": "two"}, {"from": "gpt", "value": "dos"},
                                    {"from": "human", "value": "three"}]},
                 {"conversations": [{"from": "human", "value": "four"}]}]
                """);
        ServedWorkloadSession session = (ServedWorkloadSession) Specs.open(
                new PromptsFile(),
                WorkloadSpec.builder().newTokens(5).promptForms(Set.of(Form.CHAT)),
                Map.of("file", file.toString(), "turns", "2"));

        assertThat(session.size()).isEqualTo(3);
        assertThat(((Prompt.Chat) session.request(1).prompt()).messages())
                .isEqualTo(List.of(ChatMessage.user("one"), ChatMessage.assistant("uno"), ChatMessage.user("two")));
        assertThat(session.predecessor(1)).hasValue(0);
        assertThat(session.predecessor(2)).isEmpty();
        assertThat(session.facts()).containsEntry("left_out", "0");

        assertThatThrownBy(() -> Specs.open(
                        new PromptsFile(),
                        spec().sequenceLength(3).promptForms(Set.of(Form.TEXT)),
                        Map.of("file", file.toString(), "turns", "2")))
                .hasMessageContaining("several turns");
    }
}
