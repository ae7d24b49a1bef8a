package io.inferbench.core.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.inferbench.api.Device;
import io.inferbench.api.backend.Available;
import io.inferbench.api.backend.Unavailable;
import io.inferbench.api.model.ModelFormat;
import io.inferbench.api.report.Trial;
import io.inferbench.core.config.AgreementSettings;
import io.inferbench.core.config.BenchmarkConfig;
import io.inferbench.core.config.ExecutionSettings;
import io.inferbench.core.config.ExecutionSettings.OnUnavailable;
import io.inferbench.core.config.ExecutionSettings.Order;
import io.inferbench.core.config.MeasurementSettings;
import io.inferbench.core.config.ModelChoice;
import io.inferbench.core.config.PlanException;
import io.inferbench.core.config.PlanProblem;
import io.inferbench.core.config.ProviderChoice;
import io.inferbench.core.config.TrialGroup;
import io.inferbench.core.config.WarmUpSettings;
import io.inferbench.core.discovery.ProviderCatalog;
import io.inferbench.core.plan.BenchmarkPlan.ForkSlot;
import io.inferbench.core.plan.FakeProviders.FakeBackend;
import io.inferbench.core.plan.FakeProviders.FakeModelSource;
import io.inferbench.core.plan.FakeProviders.FakeSink;
import io.inferbench.core.plan.FakeProviders.FakeWorkload;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlannerTest {

    private static final ProviderCatalog CATALOG = ProviderCatalog.builder()
            .add(FakeBackend.of("alpha", ModelFormat.ONNX))
            .add(FakeBackend.of("beta", ModelFormat.ONNX, ModelFormat.TORCHSCRIPT))
            .add(FakeBackend.of("torch-only", ModelFormat.TORCHSCRIPT))
            .add(new FakeBackend(
                    "broken",
                    List.of(ModelFormat.ONNX),
                    Unavailable.of(Unavailable.Reason.LIBRARY_MISSING, "libfoo.so is not there", "install libfoo 3")))
            .add(new FakeBackend(
                    "gpu",
                    List.of(ModelFormat.ONNX),
                    new Available("1.0", List.of(Device.cuda(0), Device.cuda(1)), Map.of())))
            .add(new FakeWorkload("tokens"))
            .add(new FakeSink("json"))
            .add(new FakeModelSource(
                    "presets", List.of("bert-base", "bert-large", "corrupt"), List.of(ModelFormat.ONNX)))
            .build();

    private final List<ProviderChoice> probed = new ArrayList<>();

    private BenchmarkPlan plan(BenchmarkConfig config) throws PlanException {
        CatalogProber prober = new CatalogProber(CATALOG);
        return new Planner(
                        CATALOG,
                        choice -> {
                            probed.add(choice);
                            return prober.probe(choice);
                        },
                        Map.of("TOKEN", "hunter2", "HOST", "localhost"))
                .plan(config);
    }

    private List<PlanProblem> problems(BenchmarkConfig config) {
        return catchThrowableOfType(PlanException.class, () -> plan(config)).problems();
    }

    private static TrialGroup group(List<String> backends, Map<String, List<String>> parameters) {
        return group(backends, parameters, List.of(), List.of());
    }

    private static TrialGroup group(
            List<String> backends,
            Map<String, List<String>> parameters,
            List<Map<String, String>> excludes,
            List<Map<String, String>> includes) {
        return new TrialGroup(
                backends.stream().map(ProviderChoice::of).toList(),
                List.of(ModelChoice.of("bert-base")),
                List.of(ProviderChoice.of("tokens")),
                parameters,
                excludes,
                includes);
    }

    private static TrialGroup group(ProviderChoice backend) {
        return new TrialGroup(
                List.of(backend),
                List.of(ModelChoice.of("bert-base")),
                List.of(ProviderChoice.of("tokens")),
                Map.of(),
                List.of(),
                List.of());
    }

    private static BenchmarkConfig config(TrialGroup... groups) {
        return config(ExecutionSettings.DEFAULT, groups);
    }

    private static BenchmarkConfig config(ExecutionSettings execution, TrialGroup... groups) {
        return new BenchmarkConfig(
                "test",
                7,
                List.of(groups),
                execution,
                WarmUpSettings.DEFAULT,
                MeasurementSettings.DEFAULT,
                AgreementSettings.DEFAULT,
                List.of(50.0),
                List.of(ProviderChoice.of("json")),
                Path.of("results"),
                Path.of("cache"));
    }

    private static ExecutionSettings execution(int forks, Order order, OnUnavailable onUnavailable) {
        return new ExecutionSettings(
                ExecutionSettings.Isolation.FORKED, forks, order, Duration.ofMinutes(10), onUnavailable, List.of());
    }

    private static Map<String, List<String>> matrix(Object... keysAndValues) {
        Map<String, List<String>> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            @SuppressWarnings("unchecked")
            List<String> values = (List<String>) keysAndValues[i + 1];
            map.put((String) keysAndValues[i], values);
        }
        return map;
    }

    private static List<String> ids(BenchmarkPlan plan) {
        return plan.trials().stream().map(PlannedTrial::trial).map(Trial::id).toList();
    }

    @Test
    void backendsVaryFastestAndParametersInTheOrderWritten() throws PlanException {
        BenchmarkPlan plan = plan(config(group(
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
        BenchmarkPlan plan = plan(config(group(
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
    void aSweptOptionReachesTheBackendAndTheParametersAndReplacesAFixedOne() throws PlanException {
        TrialGroup sweep = new TrialGroup(
                List.of(new ProviderChoice("alpha", Map.of("threads", "9", "url", "http://x"))),
                List.of(ModelChoice.of("bert-base")),
                List.of(ProviderChoice.of("tokens")),
                matrix("backend.threads", List.of("1", "2"), "model.layers", List.of("3")),
                List.of(),
                List.of());

        BenchmarkPlan plan = plan(config(sweep));

        assertThat(ids(plan).get(1))
                .isEqualTo("alpha(threads=2,url=http://x)/bert-base(layers=3)/tokens/batch=1,precision=fp32");
        PlannedTrial second = plan.trials().get(1);
        assertThat(second.backend().options()).containsEntry("threads", "2").containsEntry("url", "http://x");
        assertThat(second.model().options()).containsExactly(Map.entry("layers", "3"));
        assertThat(second.trial().parameters())
                .containsEntry("backend.threads", "2")
                .containsEntry("model.layers", "3")
                .doesNotContainKey("backend.url");
        assertThat(probed).hasSize(2);
    }

    @Test
    void namesJoinedByCommasVaryTogether() throws PlanException {
        BenchmarkPlan plan = plan(
                config(group(List.of("alpha"), matrix("sequence_length,new_tokens", List.of("60,20", "128, 20")))));

        assertThat(ids(plan))
                .containsExactly(
                        "alpha/bert-base/tokens/batch=1,new_tokens=20,precision=fp32,sequence_length=60",
                        "alpha/bert-base/tokens/batch=1,new_tokens=20,precision=fp32,sequence_length=128");
    }

    @Test
    void secretsReachTheBackendAndNobodyElse() throws PlanException {
        BenchmarkPlan plan = plan(config(group(new ProviderChoice(
                "alpha", Map.of("api_key", "${env:TOKEN}", "url", "http://${env:HOST}:${env:PORT:-80}")))));

        PlannedTrial trial = plan.trials().get(0);
        assertThat(trial.backend().options())
                .containsEntry("api_key", "hunter2")
                .containsEntry("url", "http://localhost:80");
        assertThat(trial.trial().toString()).doesNotContain("hunter2").contains("api_key=***");
    }

    @Test
    void everyProblemIsReportedAtOnceAndOnce() {
        TrialGroup wrong = new TrialGroup(
                List.of(
                        ProviderChoice.of("alhpa"),
                        new ProviderChoice("beta", Map.of("thread", "1", "url", "${env:UNSET}")),
                        ProviderChoice.of("torch-only"),
                        ProviderChoice.of("broken")),
                List.of(ModelChoice.of("bert-base"), ModelChoice.of("bert-bas"), ModelChoice.of("corrupt")),
                List.of(ProviderChoice.of("token")),
                matrix("batch", List.of("1", "0"), "precission", List.of("fp32"), "precision", List.of("fp17")),
                List.of(),
                List.of());
        TrialGroup empty =
                group(List.of("alpha"), matrix("batch", List.of("1")), List.of(Map.of("backend", "alpha")), List.of());
        TrialGroup typo =
                group(List.of("alpha"), matrix("batch", List.of("1")), List.of(Map.of("bakend", "alpha")), List.of());

        List<PlanProblem> problems = problems(config(wrong, empty, typo));

        assertThat(problems).doesNotHaveDuplicates();
        assertThat(problems)
                .extracting(PlanProblem::toString)
                .anySatisfy(
                        text -> assertThat(text)
                                .isEqualTo(
                                        "trials[0].parameters.batch[1]: should be a whole number from 1 to 2147483647, not '0'"))
                .anySatisfy(
                        text -> assertThat(text)
                                .startsWith(
                                        "trials[0].parameters.precission: unknown parameter 'precission' (did you mean 'precision'?)"))
                .anySatisfy(text ->
                        assertThat(text).startsWith("trials[0].parameters.precision[0]: unknown precision 'fp17'"))
                .anySatisfy(text -> assertThat(text).startsWith("trials[1].exclude: excludes every cell"))
                .anySatisfy(
                        text -> assertThat(text).startsWith("trials[2].exclude[0].bakend: unknown parameter 'bakend'"));
    }

    @Test
    void everythingThatIsLookedUpIsReportedAtOnceAndOnce() {
        TrialGroup wrong = new TrialGroup(
                List.of(
                        ProviderChoice.of("alhpa"),
                        new ProviderChoice("beta", Map.of("thread", "1", "url", "${env:UNSET}", "threads", "0")),
                        ProviderChoice.of("torch-only"),
                        ProviderChoice.of("broken")),
                List.of(ModelChoice.of("bert-base"), ModelChoice.of("bert-bas"), ModelChoice.of("corrupt")),
                List.of(ProviderChoice.of("token"), ProviderChoice.of("tokens")),
                matrix("batch", List.of("1", "2")),
                List.of(),
                List.of());

        List<PlanProblem> problems = problems(config(wrong));

        assertThat(problems)
                .extracting(PlanProblem::toString)
                .containsExactlyInAnyOrder(
                        "trials[0].backends[0]: unknown backend 'alhpa' (did you mean 'alpha'?); found: alpha, beta, broken, gpu, torch-only",
                        "trials[0].backends[1].options.thread: beta: unknown option 'thread'; known: api_key, threads, url (did you mean 'threads'?)",
                        "trials[0].backends[1].options.url: beta: environment variable 'UNSET' is not set; set it, or give a default: ${env:UNSET:-default}",
                        "trials[0].backends[1].options.threads: beta: option 'threads' should be whole number from 1 to 64, not '0'",
                        "trials[0].backends[2]: backend 'torch-only' reads torchscript; model 'bert-base' comes as onnx; choose another backend for it, or exclude the pair",
                        "trials[0].backends[3]: backend 'broken' cannot run here: libfoo.so is not there; install libfoo 3; or set execution.on_unavailable to skip",
                        "trials[0].models[1]: unknown model 'bert-bas' (did you mean 'bert-base'?); known: bert-base, bert-large, corrupt; or the path of a model file",
                        "trials[0].models[2]: model 'corrupt' is corrupt; fetch it again",
                        "trials[0].workloads[0]: unknown workload 'token' (did you mean 'tokens'?); found: tokens");
    }

    @Test
    void unavailableBackendsAreSkippedWhenThePlanSaysSo() throws PlanException {
        BenchmarkPlan plan = plan(config(
                execution(2, Order.SEQUENTIAL, OnUnavailable.SKIP),
                group(List.of("alpha", "broken", "tensorrt", "beta"), Map.of())));

        assertThat(plan.trials())
                .extracting(PlannedTrial::unavailable)
                .containsExactly(
                        Optional.empty(),
                        Optional.of(new PlannedTrial.Unrunnable("libfoo.so is not there", "install libfoo 3")),
                        Optional.of(new PlannedTrial.Unrunnable(
                                "unknown backend 'tensorrt'; found: alpha, beta, broken, gpu, torch-only; add io.inferbench:backend-tensorrt to the class path",
                                "add io.inferbench:backend-tensorrt to the class path")),
                        Optional.empty());
        assertThat(plan.schedule())
                .containsExactly(new ForkSlot(0, 0), new ForkSlot(0, 1), new ForkSlot(3, 0), new ForkSlot(3, 1));
    }

    @Test
    void aWordThatNobodyKnowsIsAMistakeEvenWhenUnavailableBackendsAreSkipped() {
        assertThat(problems(config(
                        execution(1, Order.SEQUENTIAL, OnUnavailable.SKIP),
                        group(List.of("alpha", "nonsense"), Map.of()))))
                .singleElement()
                .extracting(PlanProblem::path)
                .isEqualTo("trials[0].backends[1]");
    }

    @Test
    void aDeviceThatTheBackendDoesNotOfferIsUnavailable() {
        assertThat(problems(config(group(List.of("gpu"), matrix("device", List.of("cuda:1", "cuda:0+cuda:2"))))))
                .singleElement()
                .extracting(PlanProblem::message)
                .asString()
                .contains("device cuda:2 was asked for; the backend offers cuda:0, cuda:1");
    }

    @Test
    void interleavedForksTurnRoundSoThatDriftCancels() throws PlanException {
        BenchmarkPlan plan = plan(
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
    void theSameCellTwiceIsRefusedNamingBothPlaces() {
        assertThat(problems(config(
                        group(List.of("alpha"), matrix("batch", List.of("4"))),
                        group(
                                List.of("alpha"),
                                matrix("batch", List.of("1")),
                                List.of(),
                                List.of(Map.of("batch", "4"))))))
                .singleElement()
                .extracting(PlanProblem::toString)
                .isEqualTo(
                        "trials[1].include[0]: the cell alpha/bert-base/tokens/batch=4,precision=fp32 is already asked"
                                + " for by trials[0]; take one of them out");
    }

    @Test
    void aReferenceClaimedTwiceOrByNobodyIsExplained() {
        ProviderCatalog two = ProviderCatalog.builder()
                .add(FakeBackend.of("alpha", ModelFormat.ONNX))
                .add(new FakeWorkload("tokens"))
                .add(new FakeSink("json"))
                .add(new FakeModelSource("one", List.of("bert-base"), List.of(ModelFormat.ONNX)))
                .add(new FakeModelSource("two", List.of("bert-base"), List.of(ModelFormat.ONNX)))
                .build();

        assertThatThrownBy(() -> new Planner(two, new CatalogProber(two), Map.of())
                        .plan(config(group(List.of("alpha"), Map.of()))))
                .isInstanceOf(PlanException.class)
                .hasMessageContaining("'bert-base' is claimed by several model sources: one (", "two (");
    }

    @Test
    void unknownSinksAndReferencesAreRefused() {
        BenchmarkConfig base = config(group(List.of("alpha"), Map.of()));
        BenchmarkConfig config = new BenchmarkConfig(
                "test",
                7,
                base.groups(),
                base.execution(),
                base.warmUp(),
                base.measurement(),
                new AgreementSettings(true, Optional.of("alfa"), 4, Map.of()),
                List.of(0.0, 99.0),
                List.of(ProviderChoice.of("jsn"), new ProviderChoice("json", Map.of("uri", "x"))),
                Path.of("results"),
                Path.of("cache"));

        assertThat(problems(config))
                .extracting(PlanProblem::path)
                .containsExactly("percentiles[0]", "sinks[0]", "sinks[1].options.uri", "agreement.reference");
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

    @Test
    void impossibleSettingsAreRefused() {
        BenchmarkConfig base = config(group(List.of("alpha"), Map.of()));
        BenchmarkConfig config = new BenchmarkConfig(
                "a/b",
                7,
                base.groups(),
                new ExecutionSettings(
                        ExecutionSettings.Isolation.FORKED,
                        0,
                        Order.SEQUENTIAL,
                        Duration.ofSeconds(3),
                        OnUnavailable.FAIL,
                        List.of()),
                new WarmUpSettings(-1, Duration.ofSeconds(9), Duration.ofSeconds(2), 1, 0),
                new MeasurementSettings(5, Duration.ofSeconds(2), 4, Duration.ofSeconds(2), 1, 95, Duration.ZERO),
                base.agreement(),
                base.percentiles(),
                base.sinks(),
                base.resultsDirectory(),
                base.cacheDirectory());

        assertThat(problems(config))
                .extracting(PlanProblem::path)
                .containsExactly(
                        "name",
                        "execution.forks",
                        "execution.time_limit",
                        "warm_up.min_calls",
                        "warm_up.min_time",
                        "warm_up.windows",
                        "warm_up.tolerance",
                        "measurement.min_calls",
                        "measurement.target_relative_error",
                        "measurement.confidence");
    }
}
