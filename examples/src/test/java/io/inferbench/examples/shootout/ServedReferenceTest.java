package io.inferbench.examples.shootout;

import static io.inferbench.examples.shootout.Typed.shootout;
import static org.assertj.core.api.Assertions.assertThat;

import io.inferbench.api.report.Agreement;
import io.inferbench.api.report.Completed;
import io.inferbench.backend.remote.truth.TruthAnswers;
import io.inferbench.backend.remote.truth.TruthScript;
import io.inferbench.backend.remote.truth.TruthServer;
import io.inferbench.core.json.ReportJson;
import io.inferbench.examples.Shootout;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An engine in process and a server of the same checkpoint: the one's logits judge the other's answers. */
@Timeout(120)
class ServedReferenceTest {

    private static final Pattern READY = Pattern.compile("Ready: (\\S+) at (http://\\S+)/v1");

    @TempDir
    private Path folder;

    private Path checkpoint = Path.of("");

    @BeforeEach
    void write() throws Exception {
        checkpoint = TinyCheckpoint.withVocabulary(TinyCheckpoint.VOCABULARY).write(folder.resolve("tiny"));
    }

    private Agreement judged(String url, String model) throws Exception {
        Path prompts = Files.writeString(
                folder.resolve("prompts.txt"),
                "the sea\na ship of oak\none bell\nrain at noon\nfour more\nlast words\n");
        Path plan = Files.writeString(
                folder.resolve("plan.yaml"), String.format(Locale.ROOT, """
                name: judged
                backends: {id: openai, options: {url: "%s", check-model: false}}
                trials:
                  models: {reference: "remote:%s", checkpoint: "%s"}
                  workloads: {id: prompts-file, options: {file: "%s", prompt-form: text}}
                  parameters: {new_tokens: 8}
                load: {requests: 4, warm_up_requests: 1}
                execution: {isolation: in-process, forks: 1}
                measurement: {target_relative_error: 0}
                agreement: {reference: ort-cpu, requests: 2}
                """, url, model, checkpoint, prompts));
        shootout("run", plan.toString(), "--results", folder.toString());
        try (Stream<Path> all = Files.walk(folder)) {
            Path report =
                    all.filter(path -> path.endsWith("report.json")).findFirst().orElseThrow();
            return ((Completed) ReportJson.read(report).results().get(0)).agreement();
        }
    }

    @Test
    void aServerOfTheSameWeightsAgrees() throws Exception {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Thread command = new Thread(() -> Shootout.commandLine(new PrintWriter(out), new PrintWriter(err))
                .execute("serve", "--model", checkpoint.toString(), "--port", "0"));
        command.start();
        Matcher ready = READY.matcher("");
        while (!ready.reset(out.toString()).find()) {
            assertThat(command.isAlive()).as(err.toString()).isTrue();
            Thread.onSpinWait();
        }
        Agreement found = judged(ready.group(2), ready.group(1));
        command.interrupt();
        command.join();

        assertThat(found.status()).as(found.explanation()).isEqualTo(Agreement.Status.AGREES);
        assertThat(found.reference()).startsWith("ort-cpu");
    }

    @Test
    void aServerOfOtherWeightsDoesNot() throws Exception {
        TruthScript other = TruthScript.builder()
                .head(Duration.ZERO, 200, TruthAnswers.EVENTS)
                .body(Duration.ZERO, TruthAnswers.completionEvent(" something else", "length"))
                .body(Duration.ZERO, TruthAnswers.DONE)
                .end(Duration.ZERO)
                .build();
        try (TruthServer server = TruthServer.start(
                TruthServer.Settings.plain(),
                request -> request.path().equals("/v1/models")
                        ? TruthScript.whole(200, TruthAnswers.JSON, TruthAnswers.models("tiny"))
                        : other)) {
            Agreement found = judged(server.url(), "tiny");

            assertThat(found.status()).as(found.explanation()).isEqualTo(Agreement.Status.DISAGREES);
            assertThat(found.explanation()).contains("0 of 2 answers").contains("logits prefer its own token");
        }
    }
}
