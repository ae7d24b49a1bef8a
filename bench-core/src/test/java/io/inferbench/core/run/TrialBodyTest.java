package io.inferbench.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferbench.api.report.ForkResult;
import io.inferbench.api.report.PhaseResult;
import io.inferbench.api.report.SampleTable;
import io.inferbench.api.report.Stage;
import io.inferbench.core.run.fake.Behaviour;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrialBodyTest {

    @TempDir
    Path folder;

    @Test
    void aGoodTrialRunsEveryPhaseInOrderAndTellsTheListener() throws InterruptedException {
        List<Stage> started = new ArrayList<>();
        List<Stage> finished = new ArrayList<>();
        ForkListener listener = new ForkListener() {
            @Override
            public void phaseStarted(Stage stage) {
                started.add(stage);
            }

            @Override
            public void phaseFinished(PhaseResult phase) {
                finished.add(phase.stage());
            }
        };

        ForkResult result = finished(
                new TrialBody(FakeTrials.assignment(folder, Behaviour.GOOD), FakeTrials.providers(), false, listener)
                        .run());

        List<Stage> expected = List.of(
                Stage.MODEL,
                Stage.LOAD,
                Stage.WORKLOAD,
                Stage.FIRST_CALL,
                Stage.WARM_UP,
                Stage.MEASUREMENT,
                Stage.CLOSE);
        assertThat(started).isEqualTo(expected);
        assertThat(finished).isEqualTo(expected);
        assertThat(result.phases()).extracting(PhaseResult::stage).isEqualTo(expected);
        assertThat(result.facts())
                .containsEntry("engine.version", "1.0")
                .containsEntry("model.architecture", "sum")
                .containsEntry("model.format", "fake")
                .containsEntry("workload.origin", "seed");
        assertThat(result.isolated()).isFalse();
    }

    @Test
    void everyCallOfTheMeasurementIsARow() throws InterruptedException {
        ForkResult result = finished(run(FakeTrials.assignment(folder, Behaviour.GOOD)));

        Map<String, String> facts =
                result.phase(Stage.MEASUREMENT).orElseThrow().facts();
        SampleTable iterations = result.table(TableNames.ITERATIONS).orElseThrow();
        assertThat(iterations.columns().keySet())
                .containsExactly("start_ns", "latency_ns", "device_time_ns", "request");
        assertThat(facts.get("calls")).isEqualTo(Integer.toString(iterations.rows()));
        assertThat(iterations.column("device_time_ns")).containsOnly(40);
        assertThat(LongStream.of(iterations.column("request")).distinct().toArray())
                .containsExactlyInAnyOrder(0, 1, 2);
        assertThat(iterations.column("start_ns")).isSorted();
        SampleTable windows = result.table(TableNames.WINDOWS).orElseThrow();
        assertThat(LongStream.of(windows.column("calls")).sum()).isEqualTo(iterations.rows());
    }

    @Test
    void requestsKnowTheirSamplesAndTokens() throws InterruptedException {
        ForkResult result = finished(run(FakeTrials.assignment(folder, Behaviour.GOOD, Map.of("batch", "2"))));

        SampleTable inputs = result.table(TableNames.INPUTS).orElseThrow();
        assertThat(inputs.column("request")).containsExactly(0, 1, 2);
        assertThat(inputs.column("sample_count")).containsExactly(2, 2, 2);
        assertThat(inputs.column("token_count")).containsExactly(2, 4, 6);
    }

    @Test
    void severalCallersShareAConcurrentSession() throws InterruptedException {
        ForkAssignment assignment =
                FakeTrials.assignment(folder, Map.of("max_concurrency", "3"), Map.of("concurrency", "3"));

        ForkResult result = finished(run(assignment));

        SampleTable iterations = result.table(TableNames.ITERATIONS).orElseThrow();
        assertThat(Arrays.stream(iterations.column("caller")).distinct().toArray())
                .containsExactly(0, 1, 2);
    }

    @Test
    void moreCallersThanTheSessionTakesIsAFailureThatSaysSo() throws InterruptedException {
        ForkAssignment assignment = FakeTrials.assignment(folder, Map.of(), Map.of("concurrency", "3"));

        ForkOutcome.Broken broken = broken(run(assignment));

        assertThat(broken.cause()).contains("concurrency 3", "at most 1");
    }

    @ParameterizedTest
    @CsvSource({
        "THROW_IN_OPEN, LOAD, no will to open one",
        "THROW_IN_PREPARE, FIRST_CALL, should be [2x8]",
        "THROW_IN_FIRST_CALL, FIRST_CALL, error 7",
        "THROW_LATE, WARM_UP, error 8",
        "THROW_IN_CLOSE, CLOSE, will not close",
        "OTHER_DEVICE, LOAD, the session runs on cuda:0"
    })
    void aFailureNamesItsStageAndCause(Behaviour behaviour, Stage stage, String cause) throws InterruptedException {
        ForkOutcome.Broken broken = broken(run(FakeTrials.assignment(folder, behaviour, Map.of("device", "cpu"))));

        assertThat(broken.stage()).isEqualTo(stage);
        assertThat(broken.cause()).contains(cause);
        assertThat(broken.details()).isNotEmpty();
    }

    @Test
    void aModelThatIsNotThereFailsInTheModelPhase() throws InterruptedException {
        ForkOutcome.Broken broken = broken(run(FakeTrials.assignment(folder, "fake:missing")));

        assertThat(broken.stage()).isEqualTo(Stage.MODEL);
        assertThat(broken.cause()).startsWith("ModelException: model 'fake:missing'");
    }

    @Test
    void aModelInNoCommonFormatSaysWhatEachSideHas() throws InterruptedException {
        ForkOutcome.Broken broken = broken(run(FakeTrials.assignment(folder, "fake:odd")));

        assertThat(broken.cause()).contains("reads [onnx, fake]", "can be had as [odd]");
    }

    private static ForkOutcome run(ForkAssignment assignment) throws InterruptedException {
        return new TrialBody(assignment, FakeTrials.providers(), false, ForkListener.NONE).run();
    }

    private static ForkResult finished(ForkOutcome outcome) {
        assertThat(outcome).isInstanceOf(ForkOutcome.Finished.class);
        return ((ForkOutcome.Finished) outcome).result();
    }

    private static ForkOutcome.Broken broken(ForkOutcome outcome) {
        assertThat(outcome).isInstanceOf(ForkOutcome.Broken.class);
        return (ForkOutcome.Broken) outcome;
    }
}
