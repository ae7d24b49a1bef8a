package io.inferbench.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferbench.api.report.RunReport;
import io.inferbench.core.json.ReportJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class InterruptTest {

    private static final long MOST_SECONDS = 60;

    @TempDir
    Path folder;

    /** One trial done, the second hanging in its child: what Ctrl-C finds in the middle of a run. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aStopSignalKillsTheForkKeepsTheJournalAndWritesTheReport() throws Exception {
        Process run = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HangingRun.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("run.txt").toFile())
                .start();
        try {
            waitUntil(() -> lastForkIsHanging());

            // Ctrl-C's signal goes the same way in a JVM, but is ignored by whatever was started in the background.
            run.destroy();

            assertThat(run.waitFor(MOST_SECONDS, TimeUnit.SECONDS)).isTrue();
        } finally {
            run.destroyForcibly();
        }
        RunReport report = ReportJson.read(runFolder().orElseThrow().resolve("report.json"));
        assertThat(report.status()).isEqualTo(RunReport.Status.INTERRUPTED);
        assertThat(report.results()).hasSize(1);
        assertThat(runFolder().orElseThrow().resolve("journal.jsonl")).exists();
        assertThat(ProcessHandle.allProcesses().filter(process -> isFork(process)))
                .isEmpty();
    }

    private boolean isFork(ProcessHandle process) {
        return process.info()
                .commandLine()
                .filter(line -> line.contains("java.args") && line.contains(folder.toString()))
                .isPresent();
    }

    private boolean lastForkIsHanging() {
        return runFolder()
                .map(path -> path.resolve("trials/002/fork-1/log.txt"))
                .filter(log -> contains(log, "hanging now"))
                .isPresent();
    }

    private static boolean contains(Path log, String text) {
        try {
            return Files.exists(log) && Files.readString(log).contains(text);
        } catch (IOException notYet) {
            return false;
        }
    }

    private Optional<Path> runFolder() {
        Path results = folder.resolve("results");
        if (!Files.exists(results)) {
            return Optional.empty();
        }
        try (Stream<Path> runs = Files.list(results)) {
            return runs.filter(Files::isDirectory).findFirst();
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    private interface Condition {

        boolean holds();
    }

    private static void waitUntil(Condition condition) {
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS);
        while (!condition.holds()) {
            assertThat(System.nanoTime() - limit).as("waited too long").isNegative();
            LockSupport.parkNanos(20_000_000);
        }
    }
}
