package io.inferbench.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.inferbench.api.Precision;
import io.inferbench.core.config.ExecutionSettings.Isolation;
import io.inferbench.core.config.ExecutionSettings.OnUnavailable;
import io.inferbench.core.config.ExecutionSettings.Order;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanReaderTest {

    private static BenchmarkConfig read(String text, String... overrides) throws PlanException {
        return PlanReader.read("plan.yaml", text, List.of(overrides)).config();
    }

    private static List<String> problems(String text, String... overrides) {
        return catchThrowableOfType(PlanException.class, () -> read(text, overrides)).problems().stream()
                .map(PlanProblem::toString)
                .toList();
    }

    @Test
    void thePlanWithTenMistakesGetsAllOfThemWithTheirLines() {
        List<String> problems = problems("""
                name: ten mistakes
                seed: forty-two
                backends:
                  - id: ort-cpu
                    option: {threads.intra: 2}
                trials:
                  - models: [bert-base]
                    worklods: [synthetic-tokens]
                    parameters:
                      batch: [1, 0]
                      precision: fp17
                execution:
                  forks: -1
                  order: alternating
                  time_limit: 10 minutes
                measurement:
                  min_calls: 10
                  min_calls: 20
                  confidence: 95
                percentiles: [50, [99]]
                """);

        assertThat(problems)
                .containsExactly(
                        "plan.yaml:2:7: seed: should be a whole number, not 'forty-two'",
                        "plan.yaml:5:5: backends[0].option: unknown key 'option' (did you mean 'options'?); known: id, options",
                        "plan.yaml:7:5: trials[0].workloads: is missing: name at least one workload",
                        "plan.yaml:8:5: trials[0].worklods: unknown key 'worklods' (did you mean 'workloads'?); known: backends, models, workloads, parameters, exclude, include",
                        "plan.yaml:10:18: trials[0].parameters.batch[1]: should be a whole number from 1 to 2147483647, not '0'",
                        "plan.yaml:11:18: trials[0].parameters.precision[0]: unknown precision 'fp17'; known: fp32, fp16, bf16",
                        "plan.yaml:13:10: execution.forks: should be from 1 to 1000, not -1",
                        "plan.yaml:14:10: execution.order: should be one of sequential, interleaved, not 'alternating'",
                        "plan.yaml:15:15: execution.time_limit: '10 minutes' is not a duration; write 250ms, 5s, 2m, 1h or PT5S",
                        "plan.yaml:18:3: measurement.min_calls: key 'min_calls' was already given at plan.yaml:17:3",
                        "plan.yaml:19:15: measurement.confidence: should be a fraction from 0.5 to 0.9999, not 95.0",
                        "plan.yaml:20:19: percentiles[1]: should be a single value, not a list");
    }

    @Test
    void theSmallestPlanTakesEveryDefault() throws PlanException {
        BenchmarkConfig config = read(Plans.SMALLEST);

        assertThat(config)
                .isEqualTo(new BenchmarkConfig(
                        "plan",
                        42,
                        List.of(new TrialGroup(
                                List.of(ProviderChoice.of("ort-cpu")),
                                List.of(ModelChoice.of("bert-base")),
                                List.of(ProviderChoice.of("synthetic-tokens")),
                                Map.of(),
                                List.of(),
                                List.of())),
                        ExecutionSettings.DEFAULT,
                        WarmUpSettings.DEFAULT,
                        MeasurementSettings.DEFAULT,
                        AgreementSettings.DEFAULT,
                        List.of(50.0, 90.0, 95.0, 99.0, 99.9),
                        List.of(
                                ProviderChoice.of("console"),
                                ProviderChoice.of("json"),
                                ProviderChoice.of("csv"),
                                ProviderChoice.of("markdown")),
                        Path.of("results"),
                        BenchmarkConfig.defaultCache()));
    }

    @Test
    void whatToRunIsReadInFull() throws PlanException {
        BenchmarkConfig config = read(Plans.FULL);

        TrialGroup first = config.groups().get(0);
        assertThat(config.seed()).isEqualTo(-7);
        assertThat(first.backends()).containsExactly(ProviderChoice.of("ort-cpu"), Plans.OPENAI);
        assertThat(first.models())
                .containsExactly(
                        ModelChoice.of("bert-base"),
                        new ModelChoice("models/my.onnx", Optional.of(Path.of("weights")), Map.of("labels", "3")));
        assertThat(first.workloads())
                .containsExactly(
                        ProviderChoice.of("synthetic-tokens"),
                        new ProviderChoice("raw-tensors", Map.of("shape", "a:1x2,b:3")));
        assertThat(first.parameters())
                .containsExactly(
                        Map.entry("batch", List.of("1", "8")),
                        Map.entry("precision", List.of("fp32", "fp16")),
                        Map.entry("sequence_length,new_tokens", List.of("60,20", "128,20")),
                        Map.entry("backend.threads.intra", List.of("1", "2")));
        assertThat(first.excludes())
                .containsExactly(
                        Map.of("backend", "ort-cpu", "batch", "1"), Map.of("backend", "ort-cpu", "batch", "8"));
        assertThat(first.includes()).containsExactly(Map.of("batch", "64"));
        assertThat(config.groups().get(1).backends()).containsExactly(Plans.OPENAI);
    }

    @Test
    void howToRunIsReadInFull() throws PlanException {
        BenchmarkConfig config = read(Plans.FULL);

        assertThat(config.execution())
                .isEqualTo(new ExecutionSettings(
                        Isolation.IN_PROCESS,
                        3,
                        Order.INTERLEAVED,
                        Duration.ofHours(1),
                        OnUnavailable.SKIP,
                        List.of("-Xmx4g", "-XX:+UseZGC")));
        assertThat(config.warmUp())
                .isEqualTo(new WarmUpSettings(1, Duration.ofMillis(10), Duration.ofMillis(1500), 6, 0.01));
        assertThat(config.measurement())
                .isEqualTo(new MeasurementSettings(
                        2,
                        Duration.ZERO,
                        9,
                        Duration.ofMinutes(1),
                        0.5,
                        0.9,
                        Duration.ofSeconds(1),
                        Duration.ofMillis(20)));
        assertThat(config.agreement())
                .isEqualTo(new AgreementSettings(false, Optional.of("ort-cpu"), 2, Map.of(Precision.FP16, 0.5)));
        assertThat(config.percentiles()).containsExactly(50.0, 99.0);
        assertThat(config.sinks()).containsExactly(ProviderChoice.of("json"));
        assertThat(config.resultsDirectory()).isEqualTo(Path.of("out"));
        assertThat(config.cacheDirectory()).isEqualTo(Path.of("models"));
    }

    @Test
    void aSyntaxErrorHasItsLine() {
        assertThat(problems("name: x\ntrials: [a\nseed: 3\n"))
                .singleElement()
                .asString()
                .startsWith("plan.yaml:3:5: cannot be read: while parsing a flow sequence (line 2, column 9)");
        assertThat(catchThrowableOfType(
                                PlanException.class,
                                () -> PlanReader.read("p.json", "{\"name\": \"x\",\n \"seed\": }", List.of()))
                        .problems())
                .singleElement()
                .asString()
                .startsWith("p.json:2:10: cannot be read: Unexpected character ('}'");
    }

    @Test
    void whatIsNotAPlanIsRefused(@TempDir Path folder) throws IOException {
        assertThat(problems("")).singleElement().asString().contains("a plan is a mapping of keys");
        assertThat(problems("- a\n- b\n")).singleElement().asString().contains("not a list");
        assertThat(problems(Plans.SMALLEST + "---\n" + Plans.SMALLEST))
                .singleElement()
                .asString()
                .contains("plan.yaml:6:1: a second document begins here");
        assertThat(problems("name:\ntrials: 3\n"))
                .containsExactlyInAnyOrder(
                        "plan.yaml:1:1: name: has no value; give one or leave the key out",
                        "plan.yaml:2:9: trials[0]: should be a mapping of backends, models, workloads …, not '3'");
        assertThatThrownBy(() -> PlanReader.read(folder.resolve("absent.yaml"), List.of()))
                .isInstanceOf(PlanException.class)
                .hasMessageContaining("absent.yaml: there is no such plan file");
        Path latin = Files.write(folder.resolve("latin.yaml"), new byte[] {'n', ':', ' ', (byte) 0xe9});
        assertThatThrownBy(() -> PlanReader.read(latin, List.of())).hasMessageContaining("is not UTF-8");
    }

    @Test
    void aFileGivesItsNameToThePlan(@TempDir Path folder) throws IOException, PlanException {
        Path file = Files.writeString(folder.resolve("bert cpu.yaml"), Plans.SMALLEST);

        assertThat(PlanReader.read(file, List.of()).config().name()).isEqualTo("bert cpu");
    }

    @Test
    void anchorsAndAliasesWorkAndOverridesOfOneLeaveTheOtherAlone() throws PlanException {
        BenchmarkConfig config = read("""
                trials:
                  - backends: a
                    models: m
                    workloads: w
                    parameters: &sizes {batch: [1, 8]}
                  - backends: b
                    models: m
                    workloads: w
                    parameters: *sizes
                """, "trials[1].parameters.batch=3");

        assertThat(config.groups().get(0).parameters()).containsEntry("batch", List.of("1", "8"));
        assertThat(config.groups().get(1).parameters()).containsEntry("batch", List.of("3"));
        assertThat(problems(Plans.SMALLEST + "sinks: *nothing\n"))
                .anySatisfy(text -> assertThat(text).contains("alias '*nothing' has no anchor '&nothing' before it"));
    }

    @Test
    void aliasesOfAliasesDoNotGrowWithoutEnd() {
        StringBuilder bomb = new StringBuilder("b0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 9; i++) {
            String previous = "*a" + (i - 1);
            bomb.append("b").append(i).append(": &a").append(i).append(" [");
            bomb.append(String.join(", ", List.of(previous, previous, previous, previous, previous)))
                    .append("]\n");
        }

        assertThat(problems(bomb.toString()))
                .singleElement()
                .asString()
                .contains("has more than 200000 values, aliases counted");
    }

    @Test
    void problemsFoundLaterCanBeLocated() throws PlanException {
        PlanDocument document = PlanReader.read("plan.yaml", """
                backends:
                  - id: ort-cpu
                    options:
                      threads: 2
                trials:
                  backends: ort-cpu
                  models: bert-base
                  workloads: synthetic-tokens
                """, List.of());

        PlanException located = document.locate(new PlanException(List.of(
                PlanProblem.of("trials[0].backends[0]", "one"),
                PlanProblem.of("trials[0].backends[0].options.threads", "two"),
                PlanProblem.of("trials[0].parameters.batch", "three"),
                PlanProblem.of("sinks[0]", "four"))));

        assertThat(located.problems())
                .extracting(PlanProblem::toString)
                .containsExactly(
                        "plan.yaml:1:1: sinks[0]: four",
                        "plan.yaml:4:16: trials[0].backends[0].options.threads: two",
                        "plan.yaml:6:3: trials[0].parameters.batch: three",
                        "plan.yaml:6:13: trials[0].backends[0]: one");
    }

    @Test
    void choicesThatCannotBeReadAreReported() {
        assertThat(problems("""
                                backends:
                                  - id: a
                                    options: {list: [x, "y,z"], nested: {deep: 1}, nested.deep: 2, none: }
                                  - {id: }
                                  - 7
                                trials:
                                  - models: {checkpoint: here}
                                    workloads: [[]]
                                """))
                .containsExactlyInAnyOrder(
                        "plan.yaml:3:25: backends[0].options.list: a list of option values is joined by commas, so each"
                                + " should be a single value without one, not 'y,z'",
                        "plan.yaml:3:65: backends[0].options.nested.deep: option 'nested.deep' is given twice, once with"
                                + " dots and once nested",
                        "plan.yaml:3:68: backends[0].options.none: has no value; give one or leave the key out",
                        "plan.yaml:4:6: backends[1].id: has no value; give one or leave the key out",
                        "plan.yaml:7:13: trials[0].models[0].reference: is missing: name a preset or a file",
                        "plan.yaml:8:17: trials[0].workloads[0]: should be an id, or a mapping of id and options, not a list");
    }
}
