package io.inferbench.backend.remote.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the events of several servers say. */
class AnswerReaderTest {

    private final AnswerReader reader = new AnswerReader();

    private List<String> read(String json) throws MalformedAnswerException {
        List<String> told = new ArrayList<>();
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        reader.read(
                bytes,
                0,
                bytes.length,
                42,
                chunk -> told.add(chunk.kind() + "|" + StandardCharsets.UTF_8.decode(chunk.text()) + "|"
                        + (chunk.hasTokenCount() ? String.valueOf(chunk.tokenCount()) : "?")));
        return told;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "{\"choices\":[{\"index\":0,\"text\":\" a\",\"finish_reason\":null}]} # CONTENT| a|?",
                "{\"choices\":[{\"text\":\"\",\"token_ids\":[7,8]}]} # CONTENT||2",
                "{\"choices\":[{\"text\":\"\",\"token_ids\":null}]} # EMPTY||?",
                "{\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]} # EMPTY||?",
                "{\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":null}}]} # EMPTY||?",
                "{\"choices\":[{\"delta\":{}}],\"usage\":null} # EMPTY||?",
                "{\"choices\":[{\"delta\":{\"content\":\"b\"}}]} # CONTENT|b|?",
                "{\"choices\":[{\"delta\":{\"reasoning_content\":\"r\",\"reasoning\":\"r\"}}]} # REASONING|r|?",
                "{\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0}]}}]} # CONTENT||?",
                "{\"choices\":[{\"text\":\"c\"}],\"usage\":{\"completion_tokens\":3}} # CONTENT|c|3",
                "{\"choices\":[{\"message\":{\"content\":\"d\"},\"finish_reason\":\"stop\"}]} # CONTENT|d|?"
            })
    void tellsWhatAChunkBrings(String json, String chunk) throws Exception {
        assertThat(read(json)).containsExactly(chunk);
        assertThat(reader.error()).isEmpty();
    }

    @Test
    void reasoningAndContentOfOneEventAreTwoChunks() throws Exception {
        assertThat(read("{\"choices\":[{\"delta\":{\"reasoning_content\":\"r\",\"content\":\"c\"}}]}"))
                .containsExactly("REASONING|r|?", "CONTENT|c|?");
    }

    @Test
    void usageOfEachChunkGivesItsTokens() throws Exception {
        assertThat(read("{\"choices\":[{\"text\":\"a\"}],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":1}}"))
                .containsExactly("CONTENT|a|1");
        assertThat(read("{\"choices\":[{\"text\":\"bcd\"}],\"usage\":{\"completion_tokens\":4}}"))
                .containsExactly("CONTENT|bcd|3");
        assertThat(read("{\"choices\":[],\"usage\":{\"completion_tokens\":4,\"prompt_tokens\":9,"
                        + "\"prompt_tokens_details\":{\"cached_tokens\":8},"
                        + "\"completion_tokens_details\":{\"reasoning_tokens\":2}}}"))
                .isEmpty();
        assertThat(reader.usage()).hasValueSatisfying(usage -> {
            assertThat(usage.promptTokens()).isEqualTo(OptionalInt.of(9));
            assertThat(usage.completionTokens()).isEqualTo(OptionalInt.of(4));
            assertThat(usage.cachedPromptTokens()).isEqualTo(OptionalInt.of(8));
            assertThat(usage.reasoningTokens()).isEqualTo(OptionalInt.of(2));
        });
        assertThat(reader.tokenChunks()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\":{\"message\":\"out of memory\"}}",
                "{\"error\":\"out of memory\"}",
                "{\"object\":\"error\",\"message\":\"out of memory\"}",
                "{\"choices\":[{\"text\":\"x\"}],\"error\":{\"code\":500}}"
            })
    void anErrorIsNoChunk(String json) throws Exception {
        assertThat(read(json)).isEmpty();
        assertThat(reader.error()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "null",
                "\"text\"",
                "{\"choices\":{}}",
                "{\"choices\":[1]}",
                "{\"choices\":[{\"text\":5}]}",
                "{\"choices\":[{\"delta\":\"a\"}]}",
                "{\"choices\":[{\"token_ids\":[1.5]}]}",
                "{\"choices\":[],\"usage\":{\"completion_tokens\":-3}}",
                "{\"choices\":[]} {}",
                "<html>"
            })
    void fieldsOfTheWrongTypeAreMalformed(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(MalformedAnswerException.class);
    }

    @Test
    void vectorsAndRankingsAreCounted() throws Exception {
        read("{\"data\":[{\"embedding\":[0.1,0.2]},{\"embedding\":[0.3]}],\"usage\":{\"prompt_tokens\":3}}");
        assertThat(reader.items()).isEqualTo(2);
    }
}
