package io.inferbench.backend.remote.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The own reader agrees with Jackson on what is JSON and on what a string says. */
class JsonCursorTest {

    private static final JsonMapper JACKSON = JsonMapper.builder()
            .enable(tools.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static boolean isJson(byte[] bytes) {
        JsonCursor cursor = new JsonCursor();
        cursor.reset(bytes, 0, bytes.length);
        try {
            cursor.skipValue();
            cursor.requireEnd();
            return true;
        } catch (MalformedAnswerException malformed) {
            return false;
        }
    }

    static Stream<String> texts() {
        String lines = """
                {}
                []
                 [ 1 , -2.5e+3 , 0 ]\s
                "\\u00e9\\n\\""
                {"a":{"b":[true,false,null]}}
                0.1
                [1,]
                {"a":1,}
                {,}
                [,1]
                01
                -
                1.
                .5
                1e
                tru
                nul
                "\\x"
                "\\u12g4"
                "open
                {"a" 1}
                {a:1}
                [1 2]
                {} {}
                ]
                {"a":}
                "tab\there"
                ["a" "b"]
                """;
        return Stream.concat(lines.lines(), Stream.of("", " "));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void agreesWithJackson(String text) {
        boolean expected;
        try {
            expected = !JACKSON.readTree(text).isMissingNode();
        } catch (JacksonException malformed) {
            expected = false;
        }
        assertThat(isJson(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(expected);
    }

    @Test
    void agreesWithJacksonOnDamagedAnswers() {
        String sound = "{\"id\":\"cmpl\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\" h\\u00e9\\\\ \\\"x\\\"\"},"
                + "\"finish_reason\":null}],\"usage\":{\"completion_tokens\":12,\"x\":-1.5E-2}}";
        SplittableRandom random = new SplittableRandom(7);
        int damaged = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = sound.getBytes(StandardCharsets.US_ASCII);
            int changes = 1 + random.nextInt(3);
            for (int change = 0; change < changes; change++) {
                bytes[random.nextInt(bytes.length)] = (byte) (' ' + random.nextInt(95));
            }
            boolean expected;
            try {
                JACKSON.readTree(bytes);
                expected = true;
            } catch (JacksonException malformed) {
                expected = false;
            }
            damaged += expected ? 0 : 1;
            assertThat(isJson(bytes))
                    .as(new String(bytes, StandardCharsets.US_ASCII))
                    .isEqualTo(expected);
        }
        assertThat(damaged).isBetween(5_000, 19_999);
    }

    @Test
    void unescapesAsJacksonDoes() throws Exception {
        for (String text : List.of("plain", "é ü 漢字 🙂", "a\"b\\c/d\b\f\n\r\t", "\u0001\u001f", "🙂🙂")) {
            byte[] escaped = JACKSON.writeValueAsBytes(text);
            assertThat(said(escaped)).isEqualTo(text);
        }
        assertThat(said("\"\\ud83d\\ude42 \\u00e9 \\ud83d!\"".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo("🙂 é \ufffd!");
    }

    private static String said(byte[] json) throws MalformedAnswerException {
        JsonCursor cursor = new JsonCursor();
        ByteText text = new ByteText();
        cursor.reset(json, 0, json.length);
        cursor.readText(text);
        cursor.requireEnd();
        return text.toString();
    }

    @Test
    void refusesWhatIsNotUtf8() {
        for (int[] bad : new int[][] {
            {0xff}, {0xc0, 0x80}, {0xe0, 0x80, 0x80}, {0xed, 0xa0, 0x80}, {0xf4, 0x90, 0x80, 0x80}, {0xc3}, {0x80}
        }) {
            byte[] bytes = new byte[bad.length + 2];
            bytes[0] = '"';
            bytes[bytes.length - 1] = '"';
            for (int at = 0; at < bad.length; at++) {
                bytes[at + 1] = (byte) bad[at];
            }
            assertThat(isJson(bytes)).as(java.util.Arrays.toString(bad)).isFalse();
        }
    }

    @Test
    void refusesBottomlessNesting() {
        assertThat(isJson("[".repeat(100_000).getBytes(StandardCharsets.US_ASCII)))
                .isFalse();
    }
}
