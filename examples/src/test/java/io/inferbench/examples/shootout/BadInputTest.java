package io.inferbench.examples.shootout;

import static io.inferbench.examples.shootout.Typed.shootout;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is wrong is said at once, in the words of whoever typed it, before anything runs and nothing is written. */
class BadInputTest {

    @TempDir
    private Path folder;

    @Test
    void aPlanWithElevenMistakesListsThemAll() throws IOException {
        Path plan = Files.writeString(folder.resolve("wrong.yaml"), """
                name: wrong
                sede: 1
                backends: [ort-cpu, ort-gpu]
                trials:
                  - models: [bert-bse]
                    workloads: [synthetic-tokens, text-clasification]
                    parameters:
                      batch: [1, 0]
                      sequence_length: many
                      precision: fp17
                execution:
                  forks: 0
                warm_up:
                  min_time: soon
                measurement:
                  min_calls: -3
                sinks: [json, xml]
                """);

        Typed typed = shootout("run", plan.toString(), "--results", folder.toString());

        assertThat(typed.exitCode()).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(typed.err())
                .contains("11 problems")
                .contains("wrong.yaml:2:", "'sede'")
                .contains("wrong.yaml:3:", "'ort-gpu'")
                .contains("wrong.yaml:5:", "'bert-bse'")
                .contains("wrong.yaml:6:", "'text-clasification'")
                .contains("wrong.yaml:8:", "batch")
                .contains("wrong.yaml:9:", "sequence_length")
                .contains("wrong.yaml:10:", "fp17")
                .contains("wrong.yaml:12:", "forks")
                .contains("wrong.yaml:14:", "soon")
                .contains("wrong.yaml:16:", "min_calls")
                .contains("wrong.yaml:17:", "'xml'");
        assertNothingWasWritten(plan);
    }

    @Test
    void flagsAreNamedAsTheyWereTypedAllAtOnce() throws IOException {
        Typed typed = shootout(
                ("bert --batch 1,0,x --seq-len 0 --backend ort-cpu,no-such --model bert-hug --forks 0 --iters 0"
                                + " --results " + folder)
                        .split(" "));

        assertThat(typed.exitCode()).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(typed.err())
                .contains("--batch: should be", "not '0'", "not 'x'")
                .contains(
                        "--seq-len: ", "--backend: ", "'no-such'", "--model: ", "'bert-hug'", "--forks: ", "--iters: ")
                .doesNotContain("trials[0]")
                .doesNotContain("\tat ");
        assertNothingWasWritten();
    }

    @Test
    void aCheckpointThatIsNotThereIsNamed() throws IOException {
        Typed typed = shootout("bert", "--checkpoint", "absent-folder", "--results", folder.toString());

        assertThat(typed.exitCode()).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(typed.err()).contains("--model: ").contains("absent-folder");
        assertNothingWasWritten();
    }

    @Test
    void aMissingModelFileIsNamed() throws IOException {
        Path model = folder.resolve("absent.onnx");

        Typed typed = shootout("model", "--model", model.toString(), "--results", folder.toString());

        assertThat(typed.exitCode()).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(typed.err()).contains("--model: ").contains(model.toString());
        assertNothingWasWritten();
    }

    @Test
    void aPlanThatIsNotThereIsNamed() {
        Typed typed = shootout("run", folder.resolve("absent.yaml").toString());

        assertThat(typed.exitCode()).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(typed.err()).contains("absent.yaml").contains("no such plan");
    }

    @ParameterizedTest
    @CsvSource({
        "bert --batch 1;;8, --batch",
        "bert --btach 1, --btach",
        "bert --iters many, --iters",
        "gpt2 --input-output-len 60, --input-output-len",
        "gpt2 --input-output-len 60;20;x, --input-output-len",
        "gpt2 --seq-len 32 --gen-tokens 32, --seq-len",
        "list --jar absent.jar, --jar",
        "model, --model",
        "run, PLAN",
        "dcotor, doctor",
        "doctor --seconds 0, --seconds",
    })
    void argumentsThatMeanNothingAreRefusedWithAHint(String line, String hint) {
        Typed typed = shootout(line.split(" "));

        assertThat(typed.exitCode()).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(typed.err()).startsWith("shootout: ").contains(hint);
        assertThat(typed.out()).isEmpty();
    }

    @Test
    void aResultsFolderThatCannotBeMadeIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        Typed typed = shootout(
                "bert",
                "--model",
                "bert-tiny",
                "--results",
                file.resolve("results").toString());

        assertThat(typed.exitCode()).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(typed.err()).contains(file.toString());
        assertNothingWasWritten(file);
    }

    @Test
    void aCsvFileThatCannotBeWrittenIsRefusedBeforeTheRun() throws IOException {
        Path csv = folder.resolve("absent").resolve("bert.csv");

        Typed typed = shootout("bert", "--csv", csv.toString(), "--results", folder.toString());

        assertThat(typed.exitCode()).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(typed.err()).contains("--csv").contains(csv.toString());
        assertNothingWasWritten();
    }

    @Test
    void shapesOfDifferentBatchesAreRefused() {
        Typed typed =
                shootout("model", "--model", "bert-tiny", "--shape", "input_ids:4x8", "--shape", "attention_mask:2x8");

        assertThat(typed.exitCode()).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(typed.err()).contains("--shape").contains("4 and 2");
    }

    private void assertNothingWasWritten(Path... besides) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(besides);
        }
    }
}
