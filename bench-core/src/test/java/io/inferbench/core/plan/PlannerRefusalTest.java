package io.inferbench.core.plan;

import static io.inferbench.core.plan.PlannerFixture.config;
import static io.inferbench.core.plan.PlannerFixture.execution;
import static io.inferbench.core.plan.PlannerFixture.group;
import static io.inferbench.core.plan.PlannerFixture.matrix;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferbench.api.model.ModelFormat;
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
import io.inferbench.core.plan.FakeProviders.FakeBackend;
import io.inferbench.core.plan.FakeProviders.FakeModelSource;
import io.inferbench.core.plan.FakeProviders.FakeSink;
import io.inferbench.core.plan.FakeProviders.FakeWorkload;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlannerRefusalTest {

    private final PlannerFixture fixture = new PlannerFixture();

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

        List<PlanProblem> problems = fixture.problems(config(wrong, empty, typo));

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

        List<PlanProblem> problems = fixture.problems(config(wrong));

        assertThat(problems)
                .extracting(PlanProblem::toString)
                .containsExactlyInAnyOrder(
                        "trials[0].backends[0]: unknown backend 'alhpa' (did you mean 'alpha'?); found: alpha, beta, broken, client, gpu, torch-only",
                        "trials[0].backends[1].options.thread: beta: unknown option 'thread'; known: api_key, threads, url (did you mean 'threads'?)",
                        "trials[0].backends[1].options.url: beta: environment variable 'UNSET' is not set; set it, or give a default: ${env:UNSET:-default}",
                        "trials[0].backends[1].options.threads: beta: option 'threads' should be whole number from 1 to 64, not '0'",
                        "trials[0].backends[2]: backend 'torch-only' reads torchscript; model 'bert-base' comes as onnx; choose another backend for it, or exclude the pair",
                        "trials[0].backends[3]: backend 'broken' cannot run here: libfoo.so is not there; install libfoo 3; or set execution.on_unavailable to skip",
                        "trials[0].models[1]: unknown model 'bert-bas' (did you mean 'bert-base'?); known: bert-base, bert-large, corrupt, served; or the path of a model file",
                        "trials[0].models[2]: model 'corrupt' is corrupt; fetch it again",
                        "trials[0].workloads[0]: unknown workload 'token' (did you mean 'tokens'?); found: tokens");
    }

    @Test
    void aWordThatNobodyKnowsIsAMistakeEvenWhenUnavailableBackendsAreSkipped() {
        assertThat(fixture.problems(config(
                        execution(1, Order.SEQUENTIAL, OnUnavailable.SKIP),
                        group(List.of("alpha", "nonsense"), Map.of()))))
                .singleElement()
                .extracting(PlanProblem::path)
                .isEqualTo("trials[0].backends[1]");
    }

    @Test
    void aDeviceThatTheBackendDoesNotOfferIsUnavailable() {
        assertThat(fixture.problems(
                        config(group(List.of("gpu"), matrix("device", List.of("cuda:1", "cuda:0+cuda:2"))))))
                .singleElement()
                .extracting(PlanProblem::message)
                .asString()
                .contains("device cuda:2 was asked for; the backend offers cuda:0, cuda:1");
    }

    @Test
    void theSameCellTwiceIsRefusedNamingBothPlaces() {
        assertThat(fixture.problems(config(
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

        assertThat(fixture.problems(config))
                .extracting(PlanProblem::path)
                .containsExactly("percentiles[0]", "sinks[0]", "sinks[1].options.uri", "agreement.reference");
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
                new MeasurementSettings(
                        5, Duration.ofSeconds(2), 4, Duration.ofSeconds(2), 1, 95, Duration.ZERO, Duration.ofNanos(1)),
                base.agreement(),
                base.percentiles(),
                base.sinks(),
                base.resultsDirectory(),
                base.cacheDirectory());

        assertThat(fixture.problems(config))
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
                        "measurement.gpu_interval",
                        "measurement.target_relative_error",
                        "measurement.confidence");
    }
}
