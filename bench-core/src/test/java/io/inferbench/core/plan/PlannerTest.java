package io.inferbench.core.plan;

import static io.inferbench.core.plan.PlannerFixture.CATALOG;
import static io.inferbench.core.plan.PlannerFixture.config;
import static io.inferbench.core.plan.PlannerFixture.execution;
import static io.inferbench.core.plan.PlannerFixture.group;
import static io.inferbench.core.plan.PlannerFixture.ids;
import static io.inferbench.core.plan.PlannerFixture.matrix;
import static org.assertj.core.api.Assertions.assertThat;

import io.inferbench.core.config.ExecutionSettings.OnUnavailable;
import io.inferbench.core.config.ExecutionSettings.Order;
import io.inferbench.core.config.ModelChoice;
import io.inferbench.core.config.PlanException;
import io.inferbench.core.config.ProviderChoice;
import io.inferbench.core.config.TrialGroup;
import io.inferbench.core.plan.BenchmarkPlan.ForkSlot;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlannerTest {

    private final PlannerFixture fixture = new PlannerFixture();

    @Test
    void backendsVaryFastestAndParametersInTheOrderWritten() throws PlanException {
        BenchmarkPlan plan = fixture.plan(config(group(
                List.of("beta", "alpha"), matrix("sequence_length", List.of("128", "64"), "batch", List.of("8")))));

        assertThat(ids(plan))
                .containsExactly(
                        "beta/bert-base/tokens/batch=8,precision=fp32,sequence_length=128",
                        "alpha/bert-base/tokens/batch=8,precision=fp32,sequence_length=128",
                        "beta/bert-base/tokens/batch=8,precision=fp32,sequence_length=64",
                        "alpha/bert-base/tokens/batch=8,precision=fp32,sequence_length=64");
    }

    @Test
    void excludedCellsAreLeftOutAndIncludedOnesTakeTheFirstValues() throws PlanException {
        BenchmarkPlan plan = fixture.plan(config(group(
                List.of("alpha", "beta"),
                matrix("batch", List.of("1", "8"), "sequence_length", List.of("128")),
                List.of(Map.of("backend", "beta", "batch", "08"), Map.of("backend", "alpha", "precision", "fp16")),
                List.of(Map.of("backend", "beta", "batch", "64")))));

        assertThat(ids(plan))
                .containsExactly(
                        "alpha/bert-base/tokens/batch=1,precision=fp32,sequence_length=128",
                        "beta/bert-base/tokens/batch=1,precision=fp32,sequence_length=128",
                        "alpha/bert-base/tokens/batch=8,precision=fp32,sequence_length=128",
                        "beta/bert-base/tokens/batch=64,precision=fp32,sequence_length=128");
    }

    @Test
    void aServersPrecisionIsWhatThePlanSaysAndOtherwiseUnknown() throws PlanException {
        BenchmarkPlan plan = fixture.plan(
                config(served(matrix("batch", List.of("1"))), served(matrix("precision", List.of("fp32", "fp16")))));

        assertThat(ids(plan))
                .containsExactly(
                        "client/served/tokens/batch=1",
                        "client/served/tokens/batch=1,precision=fp32",
                        "client/served/tokens/batch=1,precision=fp16");
    }

    private static TrialGroup served(Map<String, List<String>> parameters) {
        return new TrialGroup(
                List.of(ProviderChoice.of("client")),
                List.of(ModelChoice.of("served")),
                List.of(ProviderChoice.of("tokens")),
                parameters,
                List.of(),
                List.of());
    }

    @Test
    void aSweptOptionReachesTheBackendAndTheParametersAndReplacesAFixedOne() throws PlanException {
        TrialGroup sweep = new TrialGroup(
                List.of(new ProviderChoice("alpha", Map.of("threads", "9", "url", "http://x"))),
                List.of(ModelChoice.of("bert-base")),
                List.of(ProviderChoice.of("tokens")),
                matrix("backend.threads", List.of("1", "2"), "model.layers", List.of("3")),
                List.of(),
                List.of());

        BenchmarkPlan plan = fixture.plan(config(sweep));

        assertThat(ids(plan).get(1))
                .isEqualTo("alpha(threads=2,url=http://x)/bert-base(layers=3)/tokens/batch=1,precision=fp32");
        PlannedTrial second = plan.trials().get(1);
        assertThat(second.backend().options()).containsEntry("threads", "2").containsEntry("url", "http://x");
        assertThat(second.model().options()).containsExactly(Map.entry("layers", "3"));
        assertThat(second.trial().parameters())
                .containsEntry("backend.threads", "2")
                .containsEntry("model.layers", "3")
                .doesNotContainKey("backend.url");
        assertThat(fixture.probed()).hasSize(2);
    }

    @Test
    void namesJoinedByCommasVaryTogether() throws PlanException {
        BenchmarkPlan plan = fixture.plan(
                config(group(List.of("alpha"), matrix("sequence_length,new_tokens", List.of("60,20", "128, 20")))));

        assertThat(ids(plan))
                .containsExactly(
                        "alpha/bert-base/tokens/batch=1,new_tokens=20,precision=fp32,sequence_length=60",
                        "alpha/bert-base/tokens/batch=1,new_tokens=20,precision=fp32,sequence_length=128");
    }

    @Test
    void secretsReachTheBackendAndNobodyElse() throws PlanException {
        BenchmarkPlan plan = fixture.plan(config(group(new ProviderChoice(
                "alpha", Map.of("api_key", "${env:TOKEN}", "url", "http://${env:HOST}:${env:PORT:-80}")))));

        PlannedTrial trial = plan.trials().get(0);
        assertThat(trial.backend().options())
                .containsEntry("api_key", "hunter2")
                .containsEntry("url", "http://localhost:80");
        assertThat(trial.trial().toString()).doesNotContain("hunter2").contains("api_key=***");
    }

    @Test
    void unavailableBackendsAreSkippedWhenThePlanSaysSo() throws PlanException {
        BenchmarkPlan plan = fixture.plan(config(
                execution(2, Order.SEQUENTIAL, OnUnavailable.SKIP),
                group(List.of("alpha", "broken", "tensorrt", "beta"), Map.of())));

        assertThat(plan.trials())
                .extracting(PlannedTrial::unavailable)
                .containsExactly(
                        Optional.empty(),
                        Optional.of(new PlannedTrial.Unrunnable("libfoo.so is not there", "install libfoo 3")),
                        Optional.of(new PlannedTrial.Unrunnable(
                                "unknown backend 'tensorrt'; found: alpha, beta, broken, client, gpu, torch-only; add io.inferbench:backend-tensorrt to the class path",
                                "add io.inferbench:backend-tensorrt to the class path")),
                        Optional.empty());
        assertThat(plan.schedule())
                .containsExactly(new ForkSlot(0, 0), new ForkSlot(0, 1), new ForkSlot(3, 0), new ForkSlot(3, 1));
    }

    @Test
    void interleavedForksTurnRoundSoThatDriftCancels() throws PlanException {
        BenchmarkPlan plan = fixture.plan(
                config(execution(3, Order.INTERLEAVED, OnUnavailable.FAIL), group(List.of("alpha", "beta"), Map.of())));

        assertThat(plan.schedule())
                .containsExactly(
                        new ForkSlot(0, 0),
                        new ForkSlot(1, 0),
                        new ForkSlot(1, 1),
                        new ForkSlot(0, 1),
                        new ForkSlot(0, 2),
                        new ForkSlot(1, 2));
    }

    @Test
    void aProberThatThrowsCountsAsUnavailable() throws PlanException {
        BenchmarkPlan plan = new Planner(
                        CATALOG,
                        choice -> {
                            throw new NoClassDefFoundError("org/engine/Core");
                        },
                        Map.of())
                .plan(config(execution(1, Order.SEQUENTIAL, OnUnavailable.SKIP), group(List.of("alpha"), Map.of())));

        assertThat(plan.trials().get(0).unavailable().orElseThrow().reason()).contains("org/engine/Core");
    }
}
