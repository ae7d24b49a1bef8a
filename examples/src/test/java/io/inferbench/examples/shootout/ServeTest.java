package io.inferbench.examples.shootout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(120)
class ServeTest {

    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void aSmallModelIsServedUntilTheCommandIsStopped() throws Exception {
        RunningServe serve = RunningServe.start("--model", "llama-test", "--context-length", "64");
        assertThat(serve.model()).isEqualTo("llama-test");
        assertThat(serve.post("completions", "{\"prompt\": \"Once\", \"max_tokens\": 4, \"temperature\": 0}"))
                .contains("\"completion_tokens\":4");
        assertThat(serve.post("completions", "{\"prompt\": \"Once\", \"max_tokens\": 61}"))
                .contains("the context holds 64 tokens and the prompt has 4");

        serve.interrupt();
        assertThat(serve.exitCode()).isEqualTo(ExitCodes.OK);
        assertThat(serve.out()).endsWith("Stopping" + System.lineSeparator());
        assertThat(serve.err()).contains("Loading llama-test with ort-cpu");
        assertThatThrownBy(() -> serve.post("completions", "{}"))
                .as("nothing listens any more")
                .isInstanceOf(ConnectException.class);
    }

    @Test
    void aCheckpointAnswersInTheWordsOfItsTokenizer(@TempDir Path folder) throws Exception {
        Path checkpoint =
                TinyCheckpoint.withVocabulary(TinyCheckpoint.VOCABULARY).write(folder.resolve("tiny-gpt2"));
        RunningServe serve = RunningServe.start("--model", checkpoint.toString(), "--name", "tiny");

        // [CLS] name three rivers [SEP]
        String body = "{\"prompt\": \"Name three rivers\", \"max_tokens\": 6, \"temperature\": 0";
        JsonNode whole = JSON.readTree(serve.post("completions", body + "}"));
        assertThat(whole.at("/usage/prompt_tokens").asInt()).isEqualTo(5);
        assertThat(whole.at("/usage/completion_tokens").asInt()).isEqualTo(6);
        String text = whole.at("/choices/0/text").asString();
        assertThat(text).containsPattern("\\p{L}");
        assertThat(streamed(serve.post("completions", body + ", \"stream\": true}"), "/choices/0/text"))
                .isEqualTo(text);

        String chat = "{\"messages\": [{\"role\": \"user\", \"content\": \"Name three rivers\"}], \"max_tokens\": 6";
        JsonNode answer = JSON.readTree(serve.post("chat/completions", chat + ", \"temperature\": 0}"));
        assertThat(answer.at("/model").asString()).isEqualTo("tiny");
        assertThat(answer.at("/choices/0/message/role").asString()).isEqualTo("assistant");
        assertThat(answer.at("/choices/0/message/content").asString()).containsPattern("\\p{L}");

        String tooLong = "{\"prompt\": \"" + "river ".repeat(TinyCheckpoint.POSITIONS) + "\", \"max_tokens\": 1}";
        assertThat(serve.post("completions", tooLong))
                .contains("the prompt has 98 tokens; the context holds " + TinyCheckpoint.POSITIONS);
        serve.interrupt();
        assertThat(serve.exitCode()).isEqualTo(ExitCodes.OK);
    }

    /** Joins the pieces of an event stream. */
    private static String streamed(String events, String pointer) {
        return events.lines()
                .filter(line -> line.startsWith("data: {"))
                .map(line -> JSON.readTree(line.substring("data: ".length()))
                        .at(pointer)
                        .asString(""))
                .collect(Collectors.joining());
    }

    @Test
    void aTokenizerOfAnotherModelIsRefused(@TempDir Path folder) throws IOException {
        Path checkpoint =
                TinyCheckpoint.withVocabulary(TinyCheckpoint.VOCABULARY).write(folder.resolve("tiny-gpt2"));
        Typed typed = Typed.shootout(
                "serve", "--model", "gpt2-test", "--port", "0", "--tokenizer", checkpoint + "/tokenizer.json");
        assertThat(typed.exitCode()).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(typed.err())
                .contains("the tokenizer gives ids up to " + (TinyCheckpoint.VOCABULARY - 1))
                .contains("gpt2-test");

        Typed absent = Typed.shootout("serve", "--model", "gpt2-test", "--port", "0", "--tokenizer", "absent.json");
        assertThat(absent.exitCode()).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(absent.err()).contains("absent.json");
    }

    @Test
    void aTakenPortIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            Typed typed = Typed.shootout("serve", "--model", "llama-test", "--port", port);
            assertThat(typed.exitCode()).isEqualTo(ExitCodes.BAD_INPUT);
            assertThat(typed.err()).contains("--port").contains(port).contains("cannot listen");
        }
    }

    @Test
    void whatGeneratesNothingIsNotServed() {
        Typed typed = Typed.shootout("serve", "--model", "bert-tiny", "--port", "0");
        assertThat(typed.exitCode()).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(typed.err()).contains("model 'bert-tiny' does not generate text");
    }

    @Test
    void mistakesAreToldByTheirFlags() {
        Typed typed = Typed.shootout("serve", "--model", "gpt3", "--backend", "ort-cpux");
        assertThat(typed.exitCode()).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(typed.err())
                .contains("--model: unknown model 'gpt3'")
                .contains("--backend: unknown backend 'ort-cpux'");
        assertThat(Typed.shootout("serve", "--port", "70000").err())
                .contains("--port")
                .contains("70000");
    }
}
