package io.inferbench.examples.shootout;

import static io.inferbench.examples.shootout.Typed.shootout;
import static org.assertj.core.api.Assertions.assertThat;

import io.inferbench.api.model.ModelSource;
import io.inferbench.api.report.Agreement;
import io.inferbench.api.report.Completed;
import io.inferbench.api.report.RunReport;
import io.inferbench.api.report.Stage;
import io.inferbench.api.report.Verdict;
import io.inferbench.backend.remote.truth.TruthAnswers;
import io.inferbench.backend.remote.truth.TruthRequest;
import io.inferbench.backend.remote.truth.TruthScript;
import io.inferbench.backend.remote.truth.TruthServer;
import io.inferbench.core.json.ReportJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code serve-bench} and plans for servers, from the command line to the files, against servers of known answers. */
@Timeout(120)
class ServeBenchTest {

    private static final int TOKENS = 8;

    @TempDir
    private Path folder;

    /** A server whose n-th completion is what is said of n. */
    private interface Script {

        TruthScript answer(int number);
    }

    private static TruthServer server(Script script) {
        AtomicInteger asked = new AtomicInteger();
        return TruthServer.start(
                TruthServer.Settings.plain(),
                request -> request.method().equals("POST") ? script.answer(asked.getAndIncrement()) : about(request));
    }

    private static TruthScript about(TruthRequest request) {
        return request.path().equals("/v1/models")
                ? TruthScript.whole(200, TruthAnswers.JSON, TruthAnswers.models("org/known"))
                : TruthScript.whole(404, TruthAnswers.JSON, "{}");
    }

    private static TruthScript words(String word) {
        TruthScript.Builder script = TruthScript.builder().head(Duration.ZERO, 200, TruthAnswers.EVENTS);
        for (int token = 0; token < TOKENS; token++) {
            script.body(
                    Duration.ofMillis(2 + token),
                    TruthAnswers.completionEvent(" " + word, token == TOKENS - 1 ? "length" : ""));
        }
        Duration end = Duration.ofMillis(2 + TOKENS);
        return script.body(end, TruthAnswers.usageEvent(16, TOKENS))
                .body(end, TruthAnswers.DONE)
                .end(end)
                .build();
    }

    private Typed bench(TruthServer server, String more) {
        return shootout(("serve-bench --base-url " + server.url() + " --model org/known --input-len 16 --output-len "
                        + TOKENS + " --num-warmups 4 --results " + folder + " " + more)
                .split(" "));
    }

    private RunReport report() throws Exception {
        return ReportJson.read(file("report.json"));
    }

    private Path file(String ending) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(path -> path.getFileName().toString().endsWith(ending))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no file ends with " + ending));
        }
    }

    private static Completed completed(RunReport report, int at) {
        assertThat(report.results().get(at)).isInstanceOf(Completed.class);
        return (Completed) report.results().get(at);
    }

    @Test
    void aLoadIsMeasuredAndItsFilesAreThere() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (TruthServer server = server(number -> {
            asked.incrementAndGet();
            return words("w");
        })) {
            Typed typed = bench(server, "--num-prompts 40 --max-concurrency 4 --save-detailed");

            Completed result = completed(report(), 0);
            assertThat(typed.exitCode()).isEqualTo(PlanRun.exitCode(report(), true));
            assertThat(result.summary("ttft").orElseThrow().count()).isEqualTo(40);
            assertThat(asked.get()).as("one alone, 4 to warm up").isEqualTo(45);
            JsonNode vllm = new JsonMapper().readTree(Files.readString(vllmFile()));
            assertThat(vllm.path("completed").asInt()).isEqualTo(40);
            assertThat(vllm.path("total_output_tokens").asInt()).isEqualTo(40 * TOKENS);
            assertThat(vllm.path("ttfts")).hasSize(40);
            assertThat(file("peer-metrics.csv")).isNotEmptyFile();
            assertThat(file("results.csv")).isNotEmptyFile();
            assertThat(file("report.md")).isNotEmptyFile();
        }
    }

    private Path vllmFile() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(path -> path.getFileName().toString().matches("openai-infqps-concurrency4-.*json"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void aServerThatDiesHalfwayIsAReportAndAnExitCode() throws Exception {
        TruthScript gone = TruthScript.builder()
                .head(Duration.ZERO, 200, TruthAnswers.EVENTS)
                .body(Duration.ofMillis(1), TruthAnswers.completionEvent(" w0", ""))
                .reset(Duration.ofMillis(2))
                .build();
        try (TruthServer server = server(number -> number < 25 ? words("w") : gone)) {
            Typed typed = bench(server, "--num-prompts 200 --max-concurrency 4");

            assertThat(typed.exitCode()).isEqualTo(ExitCodes.UNFIT);
            Completed result = completed(report(), 0);
            assertThat(result.verdict().status()).isEqualTo(Verdict.Status.INVALID);
            assertThat(result.verdict().reasons())
                    .extracting(Verdict.Reason::code)
                    .contains("server-lost", "most-failed");
            Map<String, String> facts =
                    result.forks().get(0).phase(Stage.MEASUREMENT).orElseThrow().facts();
            assertThat(facts).containsEntry("ended", "server-lost");
            assertThat(facts.get("failures")).matches("(reset|truncated) \\d+");
        }
    }

    private Typed compared(TruthServer one, TruthServer other) throws IOException {
        Path plan = Files.writeString(
                folder.resolve("plan.yaml"), String.format(Locale.ROOT, """
                name: compared
                backends:
                  - {id: openai, options: {url: "%s"}}
                  - {id: openai, options: {url: "%s"}}
                trials:
                  models: remote:org/known
                  workloads: {id: synthetic-prompts, options: {requests: 40, vocabulary: 99}}
                  parameters: {sequence_length: 16, new_tokens: %d, concurrency: 2}
                load: {requests: 20, warm_up_requests: 2}
                execution: {isolation: in-process, forks: 1}
                measurement: {target_relative_error: 0}
                """, one.url(), other.url(), TOKENS));
        return shootout("run", plan.toString(), "--results", folder.toString());
    }

    @Test
    void aServerThatAnswersSomethingElseIsFoundOut() throws Exception {
        try (TruthServer right = server(number -> words("w"));
                TruthServer lying = server(number -> words("x"))) {
            Typed typed = compared(right, lying);

            assertThat(typed.exitCode()).isEqualTo(ExitCodes.UNFIT);
            assertThat(completed(report(), 0).agreement().status()).isEqualTo(Agreement.Status.REFERENCE);
            Completed found = completed(report(), 1);
            assertThat(found.agreement().status()).isEqualTo(Agreement.Status.DISAGREES);
            assertThat(found.agreement().explanation()).contains("0 of 4 answers are the reference's");
            assertThat(found.verdict().status()).isEqualTo(Verdict.Status.INVALID);
            assertThat(found.verdict().reasons())
                    .extracting(Verdict.Reason::code)
                    .contains("disagrees");
        }
    }

    @Test
    void aServerThatAnswersTheSameAgrees() throws Exception {
        try (TruthServer right = server(number -> words("w"));
                TruthServer same = server(number -> words("w"))) {
            compared(right, same);

            Completed found = completed(report(), 1);
            assertThat(found.agreement().status()).isEqualTo(Agreement.Status.AGREES);
            assertThat(found.forks().get(0).phase(Stage.AGREE).orElseThrow().facts())
                    .containsEntry("status", "agrees");
            assertThat(found.verdict().reasons())
                    .extracting(Verdict.Reason::code)
                    .doesNotContain("disagrees", "not-checked", "answers-part");
        }
    }

    @Test
    void aServerThatAnswersOtherwiseAfterItsLoadIsFoundOut() throws Exception {
        try (TruthServer right = server(number -> words("w"));
                // one alone, 4 compared, 2 to warm up, 20 measured: the next is asked after the load
                TruthServer changing = server(number -> words(number < 27 ? "w" : "x"))) {
            compared(right, changing);

            Agreement found = completed(report(), 1).agreement();
            assertThat(found.status()).isEqualTo(Agreement.Status.DISAGREES);
            assertThat(found.explanation()).contains("after the load");
        }
    }

    @Test
    void aTokenizerCutsVersesAndCountsAnswersAFourthTime() throws Exception {
        Path tokenizer =
                TinyCheckpoint.withVocabulary(TinyCheckpoint.VOCABULARY).write(folder.resolve("tiny"));
        try (TruthServer server = server(number -> words("w"))) {
            bench(server, "--num-prompts 10 --max-concurrency 2 --verses --tokenizer " + tokenizer);

            Map<String, String> facts = completed(report(), 0)
                    .forks()
                    .get(0)
                    .phase(Stage.MEASUREMENT)
                    .orElseThrow()
                    .facts();
            assertThat(facts)
                    .containsEntry("tokens.by_chunks", "80")
                    .containsEntry("tokens.by_server", "80")
                    .containsEntry("tokens.asked", "80")
                    .containsEntry("tokens.by_tokenizer", "80")
                    .containsEntry("tokens.disputed_answers", "0");
            assertThat(completed(report(), 0).forks().get(0).facts()).containsEntry("workload.prompt_tokens", "16..16");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"remote:gpt2", "remote:meta-llama/Meta-Llama-3-8B", "remote:/models/a/folder"})
    void oneSourceTakesANameOfAServer(String reference) {
        List<ModelSource> sources = ServiceLoader.load(ModelSource.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(source -> source.claims(reference))
                .toList();

        assertThat(sources).extracting(ModelSource::id).containsExactly("remote");
    }
}
