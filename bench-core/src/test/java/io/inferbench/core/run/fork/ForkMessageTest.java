package io.inferbench.core.run.fork;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferbench.api.Device;
import io.inferbench.api.backend.Unavailable;
import io.inferbench.api.report.Agreement;
import io.inferbench.api.report.ForkResult;
import io.inferbench.api.report.Interference;
import io.inferbench.api.report.PhaseResult;
import io.inferbench.api.report.SampleTable;
import io.inferbench.api.report.Stage;
import io.inferbench.core.agreement.AgreementTask;
import io.inferbench.core.config.LoadSettings;
import io.inferbench.core.config.ModelChoice;
import io.inferbench.core.config.ProviderChoice;
import io.inferbench.core.load.Objectives;
import io.inferbench.core.plan.PlannedTrial;
import io.inferbench.core.run.FakeTrials;
import io.inferbench.core.run.ForkAssignment;
import io.inferbench.core.run.ForkOutcome;
import io.inferbench.core.run.RunJson;
import io.inferbench.core.run.fake.Behaviour;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ForkMessageTest {

    @ParameterizedTest
    @MethodSource("messages")
    void whatIsSaidIsUnderstood(ForkMessage message) {
        String json = RunJson.mapper().writeValueAsString(message);

        assertThat(json).doesNotContain("\n");
        assertThat(RunJson.mapper().readValue(json, ForkMessage.class))
                .usingRecursiveComparison()
                .withComparatorForType(Double::compare, Double.class)
                .isEqualTo(message);
    }

    static Stream<ForkMessage> messages() {
        return Stream.of(
                new ForkMessage.Run(assignment(), new ProviderOrigin(true, List.of("a.B"))),
                new ForkMessage.Probe(
                        new ProviderChoice("ort-cpu", Map.of("threads", "2")), new ProviderOrigin(false, List.of())),
                new ForkMessage.ShowThreads(),
                new ForkMessage.Hello("token"),
                new ForkMessage.Beat(),
                new ForkMessage.PhaseStarted(Stage.WARM_UP),
                new ForkMessage.Progressed(Stage.WARM_UP, "812 calls"),
                new ForkMessage.PhaseFinished(new PhaseResult(Stage.LOAD, 1, 2, Map.of("a", "b"))),
                new ForkMessage.Ended(new ForkOutcome.Finished(result())),
                new ForkMessage.Ended(
                        new ForkOutcome.Broken(Stage.LOAD, "why", List.of("at a.B"), List.of("last words"))),
                new ForkMessage.IsAvailable("1.28", List.of(Device.CPU, Device.cuda(1)), Map.of("library", "x.so")),
                new ForkMessage.IsUnavailable(Unavailable.Reason.NO_DEVICE, "no card", "buy one"));
    }

    private static ForkAssignment assignment() {
        ForkAssignment fake = FakeTrials.assignment(Path.of("/tmp/work"), Behaviour.GOOD);
        PlannedTrial trial = new PlannedTrial(
                fake.trial().trial(),
                fake.trial().backend(),
                new ModelChoice("bert-base", Optional.of(Path.of("/models/bert")), Map.of("hidden", "64")),
                fake.trial().workload(),
                Optional.of(new PlannedTrial.Unrunnable("because", "do this")));
        AgreementTask task = new AgreementTask(
                AgreementTask.Mode.COMPARE, Optional.of(Path.of("/tmp/a.bin")), "ort-cpu fp32", 4, 1e-3, "");
        return new ForkAssignment(
                trial,
                3,
                ForkAssignment.Purpose.REFERENCE,
                Long.MIN_VALUE + 7,
                fake.warmUp(),
                fake.measurement(),
                new LoadSettings(
                        OptionalInt.of(80),
                        Optional.of(Duration.ofMillis(1500)),
                        OptionalInt.empty(),
                        new Objectives(Map.of("ttft", Duration.ofMillis(500))),
                        0.9,
                        Duration.ofSeconds(3),
                        Duration.ofNanos(7),
                        2.5,
                        11),
                task,
                true,
                Path.of("/tmp/work"),
                Path.of("/tmp/cache"));
    }

    private static ForkResult result() {
        return new ForkResult(
                1,
                true,
                List.of(Device.CPU),
                Map.of("engine.version", "1.0"),
                List.of(new PhaseResult(Stage.MODEL, 0, 5, Map.of())),
                List.of(new SampleTable("iterations", Map.of("latency_ns", new long[] {1, Long.MAX_VALUE}))),
                new Agreement(
                        Agreement.Status.DISAGREES,
                        "ort-cpu fp32",
                        "wrong",
                        List.of(new Agreement.OutputError("y", Double.NaN, 0.1, 1e-9, 1e-3, 12))),
                new Interference(
                        Map.of("gc_pause_ns", 12.5),
                        List.of("steal: absent"),
                        List.of(new Interference.Event("gc-pause", 4, 2, "young"))),
                Map.of("exit", "fine"));
    }
}
