package io.inferbench.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.inferbench.core.config.ExecutionSettings.OnUnavailable;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanOverridesTest {

    private static BenchmarkConfig read(String text, String... overrides) throws PlanException {
        return PlanReader.read("plan.yaml", text, List.of(overrides)).config();
    }

    @Test
    void overridesReplaceAddAndTakeAway() throws PlanException {
        BenchmarkConfig config = read(
                Plans.FULL,
                "measurement.min_calls=20",
                "measurement.max_calls=",
                "trials[0].parameters.batch=[2, 4]",
                "trials[0].parameters.backend.threads.intra=8",
                "trials[0].parameters.concurrency=1;2",
                "trials[0].exclude=[]",
                "trials.models=[gpt2]",
                "backends[1].options.url=http://other:1",
                "execution.on_unavailable=fail");

        assertThat(config.measurement().minCalls()).isEqualTo(20);
        assertThat(config.measurement().maxCalls()).isEqualTo(MeasurementSettings.DEFAULT.maxCalls());
        assertThat(config.groups().get(0).parameters())
                .containsEntry("batch", List.of("2", "4"))
                .containsEntry("backend.threads.intra", List.of("8"))
                .containsEntry("concurrency", List.of("1", "2"));
        assertThat(config.groups().get(0).excludes()).isEmpty();
        assertThat(config.groups())
                .allSatisfy(group -> assertThat(group.models()).containsExactly(ModelChoice.of("gpt2")));
        assertThat(config.groups().get(1).backends().get(0).options()).containsEntry("url", "http://other:1");
        assertThat(config.execution().onUnavailable()).isEqualTo(OnUnavailable.FAIL);
    }

    @Test
    void overridesCreateSectionsThatThePlanLeftOut() throws PlanException {
        BenchmarkConfig config = read(Plans.SMALLEST, "execution.forks=1", "trials.parameters.batch=4");

        assertThat(config.execution().forks()).isEqualTo(1);
        assertThat(config.groups().get(0).parameters()).containsEntry("batch", List.of("4"));
    }

    @Test
    void problemsNameTheOverride() {
        PlanException refused = catchThrowableOfType(
                PlanException.class,
                () -> read(
                        Plans.SMALLEST,
                        "measurement.min_calls=many",
                        "execution.forks=0",
                        "measurment.min_calls=3",
                        "nonsense",
                        "trials[4].models=x",
                        "a..b=1",
                        "name.first=x",
                        "trials.parameters.batch=[1"));

        assertThat(refused.problems())
                .extracting(PlanProblem::toString)
                .containsExactlyInAnyOrder(
                        "override 'nonsense': an override is written path=value, for instance measurement.min_calls=20",
                        "override 'trials[4].models=x': trials[4]: there is no item 4; the plan has 1",
                        "override 'a..b=1': a..b: the path of an override is written like trials[0].parameters.batch",
                        "override 'trials.parameters.batch=[1': cannot be read: while parsing a flow sequence"
                                + " (line 1, column 1) expected ',' or ']', but got <stream end> (line 1, column 3)",
                        "override 'measurement.min_calls=many': measurement.min_calls: should be a whole number, not 'many'",
                        "override 'execution.forks=0': execution.forks: should be from 1 to 1000, not 0",
                        "override 'measurment.min_calls=3': measurment: unknown key 'measurment' (did you mean"
                                + " 'measurement'?); known: name, seed, backends, trials, execution, warm_up, measurement,"
                                + " agreement, results, cache, load, ceilings, percentiles, sinks",
                        "override 'name.first=x': name: should be a single value, not a mapping");
    }
}
