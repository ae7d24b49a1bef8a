package io.inferbench.backend.remote.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Servers are ended with all their children, whatever they or the harness do. */
@EnabledOnOs(OS.LINUX)
class ServerProcessTest {

    @TempDir
    Path folder;

    private LaunchSettings settings(String script, Duration readyTimeout, Duration grace, Optional<String> cleanUp) {
        return settingsIn(folder, script, readyTimeout, grace, cleanUp);
    }

    static LaunchSettings settingsIn(
            Path folder, String script, Duration readyTimeout, Duration grace, Optional<String> cleanUp) {
        return new LaunchSettings(
                List.of("sh", "-c", script),
                Map.of("GREETING", "hello from the server"),
                folder,
                folder.resolve("server.log"),
                readyTimeout,
                StopSignal.TERM,
                grace,
                cleanUp);
    }

    private boolean isUp() {
        return Files.exists(folder.resolve("up"));
    }

    private List<ProcessHandle> noted() throws IOException {
        List<ProcessHandle> handles = new ArrayList<>();
        for (String pid : Files.readAllLines(folder.resolve("pids"))) {
            ProcessHandle.of(Long.parseLong(pid.strip())).ifPresent(handles::add);
        }
        return handles;
    }

    private static void assertGone(List<ProcessHandle> processes) throws Exception {
        for (ProcessHandle process : processes) {
            // Throws if it does not end; what is gone has ended.
            process.onExit().get(60, TimeUnit.SECONDS);
        }
    }

    private static final String FAMILY =
            "echo $$ > pids; sleep 1000 & echo $! >> pids; sh -c 'sleep 1001 & echo $! >> pids; touch up; wait' & wait";

    @Test
    void closingEndsTheWholeFamily() throws Exception {
        List<ProcessHandle> family;
        try (ServerProcess server = ServerProcess.start(
                settings(FAMILY, Duration.ofMinutes(1), Duration.ofSeconds(10), Optional.empty()))) {
            assertThat(server.awaitReady(this::isUp)).isPositive();
            family = noted();
            assertThat(family).hasSize(3).allMatch(ProcessHandle::isAlive);
        }
        assertGone(family);
    }

    @Test
    void whatIgnoresTheSignalIsKilledAfterTheGrace() throws Exception {
        String deaf = "trap '' TERM; echo $$ > pids; touch up; while true; do sleep 0.2; done";
        List<ProcessHandle> family;
        try (ServerProcess server =
                ServerProcess.start(settings(deaf, Duration.ofMinutes(1), Duration.ofMillis(300), Optional.empty()))) {
            server.awaitReady(this::isUp);
            family = noted();
        }
        assertThat(family).hasSize(1);
        assertGone(family);
    }

    @Test
    void aServerThatEndsEarlySaysWhy() throws Exception {
        try (ServerProcess server = ServerProcess.start(settings(
                "echo $GREETING; echo cannot load the weights >&2; exit 3",
                Duration.ofMinutes(1),
                Duration.ofSeconds(5),
                Optional.of("touch " + folder.resolve("cleaned"))))) {
            assertThatThrownBy(() -> server.awaitReady(this::isUp))
                    .isInstanceOf(IOException.class)
                    .hasMessageContainingAll("status 3", "hello from the server", "cannot load the weights");
            assertThat(server.isRunning()).isFalse();
        }
        assertThat(folder.resolve("cleaned")).exists();
    }

    @Test
    void aServerThatIsNotReadyInTimeIsEnded() throws Exception {
        List<ProcessHandle> family;
        try (ServerProcess server = ServerProcess.start(settings(
                "echo $$ > pids; echo loading; sleep 1000",
                Duration.ofMillis(200),
                Duration.ofSeconds(5),
                Optional.empty()))) {
            assertThatThrownBy(() -> server.awaitReady(() -> false))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("not ready");
            assertThat(server.isRunning()).isTrue();
            family = Files.exists(folder.resolve("pids")) ? noted() : List.of();
        }
        assertGone(family);
    }

    @Test
    void childrenThatOutliveTheServerAreEndedToo() throws Exception {
        try (ServerProcess server = ServerProcess.start(settings(
                "sleep 1000 & echo $! > pids; exit 0",
                Duration.ofMinutes(1),
                Duration.ofSeconds(5),
                Optional.empty()))) {
            assertThatThrownBy(() -> server.awaitReady(() -> false))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("status 0");
        }
        assertGone(noted());
    }

    @Test
    void theServerEndsWhenTheHarnessIsKilled() throws Exception {
        Process harness = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Harness.class.getName(),
                        folder.toString(),
                        FAMILY)
                .redirectErrorStream(true)
                .start();
        String said = new String(harness.getInputStream().readNBytes(2), StandardCharsets.US_ASCII);
        assertThat(said).isEqualTo("up");
        List<ProcessHandle> family = noted();
        assertThat(family).hasSize(3).allMatch(ProcessHandle::isAlive);

        harness.destroyForcibly();

        assertThat(harness.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertGone(family);
    }

    /** A harness that is killed while its server runs. */
    static final class Harness {

        public static void main(String[] arguments) throws Exception {
            Path folder = Path.of(arguments[0]);
            ServerProcess server = ServerProcess.start(
                    settingsIn(folder, arguments[1], Duration.ofMinutes(1), Duration.ofSeconds(10), Optional.empty()));
            server.awaitReady(() -> Files.exists(folder.resolve("up")));
            System.out.print("up");
            System.out.flush();
            Thread.sleep(Long.MAX_VALUE);
        }
    }
}
