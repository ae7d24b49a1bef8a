package io.inferbench.core.run.fork;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferbench.api.report.ForkResult;
import io.inferbench.api.report.Stage;
import io.inferbench.core.discovery.ProviderCatalog;
import io.inferbench.core.run.FakeTrials;
import io.inferbench.core.run.ForkListener;
import io.inferbench.core.run.ForkOutcome;
import io.inferbench.core.run.TableNames;
import io.inferbench.core.run.fake.Behaviour;
import io.inferbench.core.run.fake.FakeBackend;
import io.inferbench.core.run.fake.FakeModels;
import io.inferbench.core.run.fake.FakeWorkload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Real child processes, most of which end badly; side by side, since most of the time they are waited for. */
@Execution(ExecutionMode.CONCURRENT)
class ForkedForkRunnerTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    /** The flight recorder of a fork that runs leaves some, and however the fork ended. */
    @AfterEach
    void nothingIsLeftOfTheForksScratch() {
        assertThat(ForkCommand.scratch(folder)).doesNotExist();
    }

    @Test
    void aGoodForkComesBackWholeAndSaysThatItWasIsolated() throws InterruptedException {
        List<Stage> started = Collections.synchronizedList(new ArrayList<>());
        ForkListener listener = new ForkListener() {
            @Override
            public void phaseStarted(Stage stage) {
                started.add(stage);
            }
        };

        ForkOutcome outcome = runner(LONG, LONG).run(FakeTrials.assignment(folder, Behaviour.GOOD), listener);

        assertThat(outcome).isInstanceOf(ForkOutcome.Finished.class);
        ForkResult result = ((ForkOutcome.Finished) outcome).result();
        assertThat(result.isolated()).isTrue();
        assertThat(result.table(TableNames.ITERATIONS).orElseThrow().rows()).isGreaterThanOrEqualTo(20);
        assertThat(result.environment()).doesNotContainKey("exit");
        assertThat(folder.resolve("java.args")).content().contains("-Djava.io.tmpdir=" + ForkCommand.scratch(folder));
        assertThat(started).startsWith(Stage.MODEL, Stage.LOAD).endsWith(Stage.CLOSE);
    }

    @Test
    void aHaltedProcessIsABrokenForkWithItsExitCode() throws InterruptedException {
        ForkOutcome.Broken broken = broken(Behaviour.HALT);

        assertThat(broken.stage()).isEqualTo(Stage.FIRST_CALL);
        assertThat(broken.cause()).contains("exit code 42");
    }

    @Test
    void whoCalledSystemExitIsInTheLog() throws InterruptedException {
        ForkOutcome.Broken broken = broken(Behaviour.EXIT);

        assertThat(broken.cause()).contains("exit code 3", "System.exit(3)");
        assertThat(String.join("\n", broken.logTail())).contains("System.exit was called:", "Misdeeds.perhaps");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aNativeCrashNamesSignalAndCrashReport() throws InterruptedException {
        ForkOutcome.Broken broken = broken(Behaviour.SEGFAULT);

        assertThat(broken.cause()).startsWith("the JVM crashed: SIGSEGV (0xb)");
        assertThat(broken.details()).anyMatch(line -> line.startsWith("the JVM's crash report: " + folder));
        assertThat(broken.logTail()).anyMatch(line -> line.contains("SIGSEGV"));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aNativeAssertionIsAnAbort() throws InterruptedException {
        ForkOutcome.Broken broken = broken(Behaviour.ABORT);

        assertThat(broken.cause()).contains("exit code 134", "SIGABRT");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aKilledProcessSaysThatMemoryMayHaveRunOut() throws InterruptedException {
        ForkOutcome.Broken broken = broken(Behaviour.KILL);

        assertThat(broken.cause()).contains("exit code 137", "SIGKILL", "memory ran out");
    }

    @Test
    void aFullHeapIsToldWithItsLimit() throws InterruptedException {
        ForkOutcome.Broken broken = broken(Behaviour.FILL_HEAP);

        assertThat(broken.cause()).contains("OutOfMemoryError", "MiB", "-Xmx");
    }

    @Test
    void aHangingForkIsKilledAtItsTimeLimitAndShowsWhereItHung() throws InterruptedException {
        ForkOutcome.Broken broken = broken(runner(Duration.ofSeconds(4), LONG), Behaviour.HANG);

        assertThat(broken.stage()).isEqualTo(Stage.FIRST_CALL);
        assertThat(broken.cause()).isEqualTo("did not end within its time limit of 4s and was killed");
        assertThat(read(ForkCommand.log(folder))).contains("threads of this fork:", "Misdeeds.hang");
        assertThat(ProcessHandle.current().children().filter(this::isOwnFork)).isEmpty();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aForkWithoutHeartbeatIsKilled() throws InterruptedException {
        ForkOutcome.Broken broken = broken(runner(LONG, Duration.ofSeconds(3)), Behaviour.FREEZE);

        assertThat(broken.cause()).isEqualTo("has not answered for 3s and was killed");
    }

    @Test
    void whatAForkPrintsDoesNotHoldItUp() throws InterruptedException {
        ForkOutcome outcome =
                runner(LONG, LONG).run(FakeTrials.assignment(folder, Behaviour.CHATTER), ForkListener.NONE);

        assertThat(outcome).isInstanceOf(ForkOutcome.Finished.class);
        assertThat(ForkCommand.log(folder)).content().contains("chatter chatter");
    }

    @Test
    void aJvmThatDoesNotStartSaysWhy() throws InterruptedException {
        ForkProcesses processes = new ForkProcesses(classPath(), List.of("-XX:NoSuchOption"), LONG, LONG);

        ForkOutcome.Broken broken = broken(new ForkedForkRunner(processes, origin()), Behaviour.GOOD);

        assertThat(broken.stage()).isEqualTo(Stage.FORK);
        assertThat(broken.cause()).contains("ended before it began", "exit code 1");
        assertThat(String.join("\n", broken.logTail())).contains("NoSuchOption");
    }

    @Test
    void anInterruptKillsTheChild() {
        Thread self = Thread.currentThread();
        ForkListener stopping = new ForkListener() {
            @Override
            public void phaseStarted(Stage stage) {
                if (stage == Stage.FIRST_CALL) {
                    self.interrupt();
                }
            }
        };

        assertThatThrownBy(() -> runner(LONG, LONG).run(FakeTrials.assignment(folder, Behaviour.HANG), stopping))
                .isInstanceOf(InterruptedException.class);
        assertThat(ProcessHandle.current().children().filter(this::isOwnFork)).isEmpty();
    }

    private boolean isOwnFork(ProcessHandle process) {
        return process.info()
                .commandLine()
                .filter(line -> line.contains("java.args") && line.contains(folder.toString()))
                .isPresent();
    }

    private ForkOutcome.Broken broken(Behaviour behaviour) throws InterruptedException {
        return broken(runner(LONG, LONG), behaviour);
    }

    private ForkOutcome.Broken broken(ForkedForkRunner runner, Behaviour behaviour) throws InterruptedException {
        ForkOutcome outcome = runner.run(FakeTrials.assignment(folder, behaviour), ForkListener.NONE);
        assertThat(outcome).isInstanceOf(ForkOutcome.Broken.class);
        return (ForkOutcome.Broken) outcome;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ForkedForkRunner runner(Duration timeLimit, Duration silenceLimit) {
        return new ForkedForkRunner(
                new ForkProcesses(
                        classPath(),
                        List.of("-Xmx48m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"),
                        timeLimit,
                        silenceLimit),
                origin());
    }

    private static ForkClassPath classPath() {
        return ForkClassPath.ofThisProcess(
                List.of(), ProviderCatalog.builder().add(new FakeBackend()).build());
    }

    private static ProviderOrigin origin() {
        return ProviderOrigin.of(false, List.of(new FakeBackend(), new FakeModels(), new FakeWorkload()));
    }
}
