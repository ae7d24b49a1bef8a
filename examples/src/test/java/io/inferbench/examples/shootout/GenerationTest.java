package io.inferbench.examples.shootout;

import static io.inferbench.examples.shootout.Typed.shootout;
import static org.assertj.core.api.Assertions.assertThat;

import io.inferbench.api.report.Agreement;
import io.inferbench.api.report.Completed;
import io.inferbench.api.report.Failed;
import io.inferbench.api.report.ForkResult;
import io.inferbench.api.report.RunReport;
import io.inferbench.api.report.Stage;
import io.inferbench.api.report.TrialResult;
import io.inferbench.api.report.Verdict;
import io.inferbench.core.json.ReportJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Generation from the plan to the report, with checkpoints and a real tokenizer, in this process to be quick. */
class GenerationTest {

    private static final String QUICK = """
            backends: [{id: ort-cpu, options: {threads.intra: 1}}]
            execution: {isolation: in-process, forks: 1}
            warm_up: {min_calls: 1, min_time: 0s, max_time: 50ms}
            measurement: {min_calls: 3, max_calls: 3, min_time: 0s, max_time: 20s}
            agreement: {requests: 1}
            sinks: [json, csv, markdown]
            """;

    @TempDir
    private static Path shared;

    private static Path checkpoint;

    @TempDir
    private Path folder;

    @BeforeAll
    static void writeCheckpoint() throws IOException {
        checkpoint = TinyCheckpoint.withVocabulary(TinyCheckpoint.VOCABULARY).write(shared.resolve("tiny-gpt2"));
    }

    private Typed run(String trials) throws IOException {
        Path plan = Files.writeString(folder.resolve("plan.yaml"), trials + QUICK);
        return shootout(
                "run", plan.toString(), "--results", folder.resolve("results").toString());
    }

    private RunReport report() throws Exception {
        return ReportJson.read(file("report.json"));
    }

    private Path file(String name) throws IOException {
        try (Stream<Path> files = Files.walk(folder, 3)) {
            return files.filter(file -> file.endsWith(name)).findFirst().orElseThrow();
        }
    }

    private static ForkResult fork(TrialResult result) {
        assertThat(result).isInstanceOf(Completed.class);
        return ((Completed) result).forks().get(0);
    }

    @Test
    void promptsOfFilesAreTokenisedAndAnsweredAsLongAsRecorded() throws Exception {
        Path text = Files.writeString(
                folder.resolve("p.txt"), "How does a steam engine work?\n\nName three rivers in Europe.\n");
        Path lines = Files.writeString(folder.resolve("p.jsonl"), """
                {"prompt": "How does a steam engine work?", "answer": "Steam pushes a piston."}
                {"prompt": "Name three rivers in Europe.", "output_tokens": 7}
                """);
        Path chats = Files.writeString(folder.resolve("s.json"), """
                [{"conversations": [{"from": "system", "value": "be kind"}, {"from": "human", "value": "Name a river."},
                                    {"from": "gpt", "value": "The Danube."}, {"from": "human", "value": "Thanks."}]}]
                """);

        run(String.format(Locale.ROOT, """
            trials:
              - models: ['%1$s']
                workloads: [{id: prompts-file, options: {file: '%2$s'}}]
                parameters: {new_tokens: 4, batch: [1, 2]}
              - models: ['%1$s']
                workloads:
                  - {id: prompts-file, options: {file: '%3$s'}}
                  - id: prompts-file
                    options: {file: '%4$s', temperature: 0.8, top-p: 0.9, top-k: 40, ignore-eos: false}
            """, checkpoint, text, lines, chats));

        List<TrialResult> results = report().results();
        assertThat(results).hasSize(4);
        // [CLS] how does a steam engine work ? [SEP]
        assertThat(fork(results.get(0)).facts()).containsEntry("workload.prompt_tokens", "8..9");
        assertThat(fork(results.get(1)).facts()).containsEntry("workload.prompt_tokens", "8..9");
        assertThat(fork(results.get(1)).table("iterations").orElseThrow().column("output_tokens"))
                .containsOnly(8);
        assertThat(fork(results.get(2)).facts()).containsEntry("workload.new_tokens", "5..7");
        assertThat(fork(results.get(3)).facts()).containsEntry("workload.new_tokens", "3..3");
        assertThat(results.get(3).trial().workloadOptions()).containsEntry("temperature", "0.8");
    }

    @Test
    void listsOfLengthsAndBatchesCanBeWrittenInEitherHabit() throws Exception {
        Typed typed = run("""
            trials:
              - models: [gpt2-test]
                workloads: [{id: synthetic-prompts, options: {requests: 1}}]
                parameters: {"sequence_length,new_tokens": "60,20;90,5", batch: "1;2"}
              - models: [llama-test]
                workloads: [{id: synthetic-prompts, options: {requests: 1}}]
                parameters: {"sequence_length,new_tokens": ["60,20", "90,5"], batch: [1, 2]}
              - models: [{reference: gpt2-test, options: {context-length: 256}}]
                workloads:
                  - id: synthetic-prompts
                    options: {requests: 4, prompt-tokens: 'uniform:100..200', new-tokens: 'normal:6,2'}
            """);

        assertThat(typed.err()).isEmpty();
        List<String> cells = new ArrayList<>();
        report().results().stream()
                .limit(8)
                .forEach(result -> cells.add(Stream.of("sequence_length", "new_tokens", "batch")
                        .map(name -> result.trial().parameter(name).orElseThrow())
                        .reduce((left, right) -> left + "," + right)
                        .orElseThrow()));
        assertThat(cells.subList(0, 4)).containsExactlyInAnyOrder("60,20,1", "60,20,2", "90,5,1", "90,5,2");
        assertThat(cells.subList(4, 8)).isEqualTo(cells.subList(0, 4));
        assertThat(Files.readAllLines(file("results.csv"))).hasSize(10);
        ForkResult drawn = fork(report().results().get(8));
        assertThat(drawn.facts().get("workload.prompt_tokens")).matches("1\\d\\d\\.\\.(1\\d\\d|200)");
    }

    @Test
    void theReportSaysHowStepsGrowAndWhatTheyMove() throws Exception {
        run("""
            trials:
              - models: [gpt2-test]
                workloads: [{id: synthetic-prompts, options: {requests: 1}}]
                parameters: {sequence_length: 8, new_tokens: 100, batch: 2}
            """);

        Completed completed = (Completed) report().results().get(0);
        assertThat(completed.summaries())
                .extracting(summary -> summary.metric().key())
                .contains(
                        "prefill_token_throughput_tokens_per_s",
                        "decode_token_throughput_tokens_per_s",
                        "sequence_decode_token_throughput_tokens_per_s",
                        "sequence_output_token_throughput_tokens_per_s",
                        "token_throughput_tokens_per_s",
                        "itl_ns",
                        "e2el_ns");
        long[] contexts = fork(completed).table("step_costs").orElseThrow().column("context");
        assertThat(contexts).hasSize(100).startsWith(0, 8, 9).endsWith(106);
        String page = Files.readString(file("report.md"));
        assertThat(page)
                .contains("## Decode steps by context")
                .contains("| 1 | 8–15 | 24 |")
                .contains("for each token of context");
    }

    @Test
    void whatDoesNotFitIsAFailedRowThatSaysWhy() throws Exception {
        Path small = TinyCheckpoint.withVocabulary(5_000).write(folder.resolve("small"));
        Path text = Files.writeString(folder.resolve("p.txt"), "How does a steam engine work?\n");

        Typed typed = run(String.format(Locale.ROOT, """
            trials:
              - models: ['%1$s']
                workloads: [synthetic-prompts]
                parameters: {sequence_length: 90, new_tokens: 20}
              - models: ['%2$s']
                workloads: [{id: prompts-file, options: {file: '%3$s'}}]
                parameters: {new_tokens: 4}
            """, checkpoint, small, text));

        assertThat(typed.exitCode()).isEqualTo(ExitCodes.UNFIT);
        assertThat(report().results()).allSatisfy(result -> {
            assertThat(result).isInstanceOf(Failed.class);
            assertThat(((Failed) result).stage()).isEqualTo(Stage.WORKLOAD);
        });
        assertThat(((Failed) report().results().get(0)).cause())
                .contains("a prompt of 90 and 20 new tokens exceed the context")
                .contains("the model allows 96 tokens");
        assertThat(((Failed) report().results().get(1)).cause())
                .contains("is outside the vocabulary (the tokenizer has 30522 ids")
                .contains("a vocabulary of 5000");
    }

    /** No machine has four terabytes to give at once. */
    @Test
    void aCacheThatIsLargerThanMemoryIsAFailedRowWithWhatWasAskedAndWhatIsFree() throws Exception {
        Typed typed = run("""
            trials:
              - models: [gpt2-test]
                workloads: [{id: synthetic-prompts, options: {requests: 1}}]
                parameters: {sequence_length: 8, new_tokens: 4, batch: 1024, backend.kv.capacity: 16777216}
            """);

        assertThat(typed.exitCode()).isEqualTo(ExitCodes.UNFIT);
        assertThat(((Failed) report().results().get(0)).cause())
                .containsPattern("out of memory: asked the host for 4398046511104 bytes; \\d+ bytes are free")
                .contains("a tensor FLOAT32[1024, 4, 16777216, 16]");
    }

    @Test
    void logitsThatAreNoNumbersMakeTheTrialInvalid() throws Exception {
        Path poisoned = TinyCheckpoint.withVocabulary(500).poisoned().write(folder.resolve("nan"));

        Typed typed = run(String.format(Locale.ROOT, """
            trials:
              - models: ['%s']
                workloads: [{id: synthetic-prompts, options: {requests: 1}}]
                parameters: {sequence_length: 8, new_tokens: 4}
            """, poisoned));

        assertThat(typed.exitCode()).isEqualTo(ExitCodes.UNFIT);
        Completed completed = (Completed) report().results().get(0);
        assertThat(completed.verdict().status()).isEqualTo(Verdict.Status.INVALID);
        assertThat(completed.agreement().status()).isEqualTo(Agreement.Status.DISAGREES);
        assertThat(completed.agreement().explanation())
                .contains("output 'logits'")
                .contains("is NaN");
        assertThat(report().rankings())
                .allSatisfy(ranking -> assertThat(ranking.entries()).isEmpty());
    }

    @Test
    void aCheckpointWithTheWrongTensorsIsRefusedByName() throws Exception {
        Path faulty = TinyCheckpoint.withVocabulary(500)
                .without("h.1.mlp.c_fc.bias")
                .with("h.9.attn.weight")
                .write(folder.resolve("faulty"));

        Typed typed = shootout("gpt2", "--model", faulty.toString(), "--seq-len", "20", "--gen-tokens", "8");

        assertThat(typed.exitCode()).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(typed.err())
                .contains("--model: the checkpoint " + faulty)
                .contains("missing: h.1.mlp.c_fc.bias [256]")
                .contains("left over: h.9.attn.weight");
    }

    @Test
    void samplingThatCannotBeIsToldByItsFlags() {
        Typed typed = shootout(
                "gpt2",
                "--model",
                "gpt2-test",
                "--seq-len",
                "20",
                "--gen-tokens",
                "8",
                "--temperature",
                "-1",
                "--top-p",
                "2");

        assertThat(typed.exitCode()).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(typed.err())
                .contains("  --temperature: synthetic-prompts: option 'temperature' should be number from 0 to 100")
                .contains("  --top-p: synthetic-prompts: option 'top-p' should be");
        assertThat(shootout("gpt2", "--fp16", "--bf16").err()).contains("--fp16 and --bf16");
        assertThat(shootout("gpt2", "--recorded-lengths").err()).contains("--prompts");
    }
}
