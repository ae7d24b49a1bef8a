package io.inferbench.examples.shootout;

import static io.inferbench.examples.shootout.Typed.shootout;
import static org.assertj.core.api.Assertions.assertThat;

import io.inferbench.api.Device;
import io.inferbench.api.report.Agreement;
import io.inferbench.api.report.Completed;
import io.inferbench.api.report.ForkResult;
import io.inferbench.api.report.Interference;
import io.inferbench.api.report.RunHeader;
import io.inferbench.api.report.RunReport;
import io.inferbench.api.report.SampleTable;
import io.inferbench.api.report.Trial;
import io.inferbench.api.report.TrialResult;
import io.inferbench.api.report.Verdict;
import io.inferbench.core.json.ReportJson;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code compare} and {@code report}, on runs whose truth is known. */
class CompareTest {

    @TempDir
    private Path results;

    private final Random random = new Random(3);
    private String base = "";
    private String same = "";
    private String slow = "";

    @BeforeEach
    void writeRuns() throws IOException {
        base = write("base", 0, 1, 1.3);
        same = write("same", 1, 1, 1.3);
        slow = write("slow", 2, 1.2, 1.3);
    }

    @Test
    void exitCodesSayWhetherItIsSlower() {
        assertThat(shootout("compare", base, same, "--margin", "5%").exitCode()).isEqualTo(0);
        assertThat(shootout("compare", base, slow, "--margin", "5%").exitCode()).isEqualTo(1);
        assertThat(shootout("compare", base, same, "--margin", "0").exitCode()).isEqualTo(2);
        assertThat(shootout("compare", base, same, "--margin", "0", "--allow-undecided")
                        .exitCode())
                .isEqualTo(0);
        assertThat(shootout("compare", base, slow, "--margin", "5%", "--allow-undecided")
                        .exitCode())
                .isEqualTo(1);
    }

    @Test
    void theMarkdownIsForAPullRequest() throws Exception {
        Path file = results.resolve("comment.md");

        Typed typed = shootout("compare", base, slow, "--margin", "5%", "--markdown", file.toString());

        assertThat(typed.out()).startsWith("SLOWER: 1 SLOWER, 1 EQUIVALENT");
        assertThat(Files.readString(file))
                .startsWith("## Performance: SLOWER")
                .contains("| **SLOWER** | `a/m/w/batch=1` | latency | 9.99");
    }

    @Test
    void backendsOfOneRunAreCompared() {
        Typed typed = shootout("compare", base, "--baseline", "a");

        assertThat(typed.exitCode()).isEqualTo(1);
        assertThat(typed.out()).contains("SLOWER  b/m/w/batch=1 against a/m/w/batch=1");
    }

    @Test
    void whatCannotBeUsedIsSaid() {
        assertThat(shootout("compare", base)).satisfies(typed -> {
            assertThat(typed.exitCode()).isEqualTo(2);
            assertThat(typed.err()).contains("--baseline");
        });
        assertThat(shootout("compare", base, "nowhere").err()).contains("nowhere: there is no such file or folder");
        assertThat(shootout("compare", base, same, "--margin", "2").err()).contains("--margin 2");
        assertThat(shootout("compare", base, same, "--metric", "speed").err()).contains("ttft");
        assertThat(shootout("compare", base, "--baseline", "c").err()).contains("it has a, b");
    }

    @Test
    void severalRunsBecomeOneReport() throws Exception {
        Path merged = results.resolve("merged");

        Typed typed = shootout("report", results.toString(), "--results-dir", merged.toString());

        assertThat(typed.err()).isEmpty();
        assertThat(typed.exitCode()).isEqualTo(0);
        RunReport report = ReportJson.read(merged.resolve("report.json"));
        assertThat(report.results()).hasSize(6);
        // Of each day by itself: the cells are the same.
        assertThat(report.rankings()).hasSize(3);
        assertThat(Files.readString(merged.resolve("benchmark_report.txt")))
                .contains("Best latency     a in 3 of 3 comparisons");
        assertThat(names(merged)).contains("report.md", "results.csv", "benchmark_summary.json", "report.html");
    }

    @Test
    void aRunIsReportedAnewInItsOwnFolderWithoutTouchingItsJson() throws Exception {
        Path run = results.resolve("base");
        byte[] json = Files.readAllBytes(run.resolve("report.json"));

        assertThat(shootout("report", base, "--sinks", "summary,csv").exitCode())
                .isEqualTo(0);

        assertThat(Files.readAllBytes(run.resolve("report.json"))).isEqualTo(json);
        assertThat(names(run)).contains("performance_rankings.csv", "results.csv");
    }

    /** The first file of each schema is kept for ever. */
    @Test
    void reportsOfOlderSchemasAreReportedAnew() throws Exception {
        Path fixtures = Path.of("../bench-core/src/test/resources/io/inferbench/core/json");
        List<Path> kept;
        try (Stream<Path> files = Files.list(fixtures)) {
            kept = files.filter(file -> file.getFileName().toString().startsWith("report-v"))
                    .toList();
        }
        assertThat(kept).hasSize(ReportJson.SCHEMA);
        for (Path file : kept) {
            Path target = results.resolve("of-" + file.getFileName());

            Typed typed = shootout("report", file.toString(), "--results-dir", target.toString());

            assertThat(typed.err()).isEmpty();
            assertThat(typed.exitCode()).isEqualTo(0);
            assertThat(names(target)).contains("benchmark_report.txt", "report.html", "report.md", "results.csv");
        }
    }

    @Test
    void aPartIsWrittenElsewhere() throws Exception {
        assertThat(shootout("report", base, "--engine", "a").err()).contains("--results-dir");
        assertThat(shootout("report", base, "--engine", "c", "--results-dir", results.toString())
                        .err())
                .contains("these runs have a, b");
        Path part = results.resolve("part");
        assertThat(shootout("report", base, "--engine", "a", "--results-dir", part.toString(), "--no-report")
                        .exitCode())
                .isEqualTo(0);
        assertThat(ReportJson.read(part.resolve("report.json")).results()).hasSize(1);
        assertThat(names(part)).doesNotContain("report.md", "report.html", "benchmark_report.txt");
    }

    private String write(String name, int day, double factorOfA, double factorOfB) throws IOException {
        Path folder = Files.createDirectories(results.resolve(name));
        List<TrialResult> trials = List.of(completed("a", factorOfA), completed("b", factorOfB));
        RunHeader header = new RunHeader(
                name,
                "0.1.0",
                Instant.parse("2026-03-04T05:06:07Z").plusSeconds(86_400L * day),
                Map.of(),
                "",
                42,
                Map.of("processor", Map.of("model", "Example CPU")),
                List.of(),
                trials.stream().map(TrialResult::trial).toList());
        try (OutputStream out = Files.newOutputStream(folder.resolve("report.json"))) {
            ReportJson.write(
                    new RunReport(
                            1,
                            header,
                            header.startedAt().plusSeconds(60),
                            RunReport.Status.FINISHED,
                            trials,
                            List.of()),
                    out);
        }
        return folder.toString();
    }

    private Completed completed(String backend, double factor) {
        Trial trial = new Trial(
                backend + "/m/w/batch=1", backend, "m", "w", Map.of("batch", "1"), Map.of(), Map.of(), Map.of());
        List<ForkResult> forks = new ArrayList<>();
        for (int k = 0; k < 4; k++) {
            long[] latencies = new long[100];
            for (int i = 0; i < latencies.length; i++) {
                latencies[i] = Math.round(10e6 * factor * (1 + 0.01 * random.nextGaussian()));
            }
            forks.add(new ForkResult(
                    k,
                    true,
                    List.of(Device.CPU),
                    Map.of(),
                    List.of(),
                    List.of(new SampleTable("iterations", Map.of("latency_ns", latencies))),
                    Agreement.notChecked(""),
                    Interference.none(),
                    Map.of()));
        }
        return new Completed(
                trial, Verdict.of(List.of()), List.of(), Agreement.notChecked(""), Optional.empty(), forks);
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
