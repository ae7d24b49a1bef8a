package io.inferbench.examples.shootout;

import static io.inferbench.examples.shootout.Typed.shootout;
import static org.assertj.core.api.Assertions.assertThat;

import io.inferbench.api.report.Completed;
import io.inferbench.api.report.Failed;
import io.inferbench.api.report.RunReport;
import io.inferbench.api.report.Stage;
import io.inferbench.core.json.ReportJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that run, on models small enough for a test. */
class RunTest {

    @TempDir
    private Path folder;

    @Test
    void bertRunsAndItsReportsAreWhole() throws Exception {
        Path csv = folder.resolve("bert.csv");

        Typed typed = shootout(words("bert --model bert-tiny --batch 2 --seq-len 8 --warmup 2 --iters 6 --warmup-limit"
                + " 100ms --forks 1 --threads 1 --csv " + csv + " --results " + folder));

        RunReport report = report();
        assertThat(typed.err()).isEmpty();
        // Whether a busy machine lets a result be valid is not ours to say.
        assertThat(typed.exitCode()).isEqualTo(PlanRun.exitCode(report, true));
        assertThat(report.results()).hasSize(1).allSatisfy(result -> {
            assertThat(result).isInstanceOf(Completed.class);
            Completed completed = (Completed) result;
            assertThat(completed.trial().backendOptions()).containsEntry("threads.intra", "1");
            assertThat(completed.summary("latency").orElseThrow().count()).isEqualTo(6);
            assertThat(completed.forks().get(0).facts()).containsEntry("model.hidden", "128");
        });
        assertThat(Files.readAllLines(csv)).hasSize(2).first().asString().startsWith("run_id,");
        assertThat(files()).contains("report.json", "results.csv", "report.md", "benchmark.txt");
        assertThat(typed.out()).contains("verdict").contains("Files there: report.json");
    }

    @Test
    void aGenerationSaysItsFirstAndItsFurtherTokens() throws Exception {
        Typed typed = shootout(words("gpt2 --model gpt2-test --input-output-len 6,3;8,2 --iters 4 --forks 1 --warmup 1"
                + " --warmup-limit 100ms --results " + folder));

        assertThat(typed.err()).isEmpty();
        assertThat(report().results())
                .extracting(result -> result.trial().parameter("new_tokens").orElseThrow())
                .containsExactly("3", "2");
        assertThat(report().results()).allSatisfy(result -> {
            assertThat(result).isInstanceOf(Completed.class);
            assertThat(((Completed) result).summary("ttft")).isPresent();
        });
        assertThat(typed.out()).contains("first token", "next token");
    }

    @Test
    void aModelOfTheUsersRunsWithTheShapesGiven() throws Exception {
        Typed typed = shootout(words("model --model bert-tiny --shape input_ids:3x5 --shape attention_mask:3x5 --shape"
                + " token_type_ids:3x5 --range input_ids:0..10 --iters 3 --forks 1 --warmup 1 --warmup-limit 100ms"
                + " --results " + folder));

        assertThat(typed.err()).isEmpty();
        Completed completed = (Completed) report().results().get(0);
        assertThat(completed.trial().parameter("batch")).hasValue("3");
        assertThat(completed.forks().get(0).facts()).containsEntry("workload.values.input_ids", "0..10");
    }

    /** In this process, since nothing is measured. */
    @Test
    void aCorruptModelAndAShapeThatDoesNotFitAreFailedRowsThatSayWhy() throws Exception {
        Path model = Files.write(folder.resolve("corrupt.onnx"), new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9});
        Path plan = Files.writeString(folder.resolve("plan.yaml"), String.format(Locale.ROOT, """
            backends: ort-cpu
            trials:
              - {models: '%s', workloads: raw-tensors}
              - models: bert-tiny
                workloads: {id: raw-tensors, options: {shape: 'input_ids:2x3x4'}}
                parameters: {batch: 2}
            execution: {isolation: in-process, forks: 1}
            sinks: [console, json]
            """, model));

        Typed typed = shootout("run", plan.toString(), "--results", folder.toString());

        assertThat(typed.exitCode()).isEqualTo(ExitCodes.UNFIT);
        Failed corrupt = (Failed) report().results().get(0);
        assertThat(corrupt.stage()).isEqualTo(Stage.LOAD);
        assertThat(corrupt.cause()).contains("corrupt.onnx");
        Failed misfit = (Failed) report().results().get(1);
        assertThat(misfit.stage()).isEqualTo(Stage.WORKLOAD);
        assertThat(misfit.cause()).contains("shape of input_ids has 3 axes").contains("input_ids:INT64");
        assertThat(typed.out()).contains("2 FAILED");
    }

    @Test
    void listShowsBackendsModelsWorkloadsAndSinks() {
        Typed typed = shootout("list");

        assertThat(typed.exitCode()).isEqualTo(ExitCodes.OK);
        assertThat(typed.out())
                .contains("ort-cpu", "AVAILABLE", "bert-base", "text-classification", "raw-tensors", "console");
    }

    @Test
    void helpNamesEveryCommandAndExitCode() {
        Typed typed = shootout();

        assertThat(typed.exitCode()).isEqualTo(ExitCodes.OK);
        assertThat(typed.out()).contains("run", "bert", "model", "list", "doctor", "130");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "bert", "gpt2", "model", "serve", "list", "doctor"})
    void everyCommandHasHelp(String command) {
        Typed typed = shootout(command, "--help");

        assertThat(typed.exitCode()).isEqualTo(ExitCodes.OK);
        assertThat(typed.out()).contains("shootout " + command, "--help");
    }

    private static String[] words(String line) {
        return line.split(" ");
    }

    private RunReport report() throws Exception {
        return ReportJson.read(onlyRun().resolve("report.json"));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(onlyRun())) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private Path onlyRun() throws IOException {
        try (Stream<Path> files = Files.walk(folder, 3)) {
            return files.filter(file -> file.endsWith("report.json"))
                    .findFirst()
                    .orElseThrow()
                    .getParent();
        }
    }
}
