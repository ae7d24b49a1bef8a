package io.inferbench.core.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferbench.api.metric.MetricSink;
import io.inferbench.api.metric.Progress;
import io.inferbench.api.metric.SinkSession;
import io.inferbench.api.metric.SinkSpec;
import io.inferbench.api.option.Options;
import io.inferbench.api.report.RunReport;
import io.inferbench.api.report.TrialResult;
import io.inferbench.core.json.SampleReports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every sink gives the same bytes wherever it runs: the golden files hold for each locale. */
class SinkGoldenTest {

    private final Locale before = Locale.getDefault();

    @TempDir
    private Path folder;

    private final StringBuilder console = new StringBuilder();

    /** Decimal comma in Germany; no dot on the small i of Turkey's capital I. */
    static Stream<Locale> locales() {
        return Stream.of(Locale.ROOT, Locale.US, Locale.GERMANY, new Locale("tr", "TR"));
    }

    @BeforeEach
    void emptyConsole() {
        console.setLength(0);
    }

    @AfterEach
    void restoreLocale() {
        Locale.setDefault(before);
    }

    @ParameterizedTest
    @MethodSource("locales")
    void json(Locale locale) throws Exception {
        assertThat(run(locale, new JsonSink(), Map.of())).containsExactly("report.json");
        GoldenFiles.check("report.json", Files.readString(folder.resolve("report.json")));
    }

    @ParameterizedTest
    @MethodSource("locales")
    void csv(Locale locale) throws Exception {
        assertThat(run(locale, new CsvSink(), Map.of("samples", "true"))).containsExactly("results.csv", "samples.csv");
        GoldenFiles.check("results.csv", Files.readString(folder.resolve("results.csv")));
        GoldenFiles.check("samples.csv", Files.readString(folder.resolve("samples.csv")));
    }

    @ParameterizedTest
    @MethodSource("locales")
    void markdown(Locale locale) throws Exception {
        assertThat(run(locale, new MarkdownSink(), Map.of())).containsExactly("report.md");
        GoldenFiles.check("report.md", Files.readString(folder.resolve("report.md")));
    }

    @ParameterizedTest
    @MethodSource("locales")
    void benchmarkLine(Locale locale) throws Exception {
        assertThat(run(locale, new BenchmarkLineSink(), Map.of())).containsExactly("benchmark.txt");
        GoldenFiles.check("benchmark.txt", Files.readString(folder.resolve("benchmark.txt")));
    }

    @ParameterizedTest
    @MethodSource("locales")
    void console(Locale locale) throws Exception {
        assertThat(run(locale, new ConsoleSink(), Map.of("width", "72"))).isEmpty();
        GoldenFiles.check("console.txt", withoutFolder(console.toString()));
    }

    @ParameterizedTest
    @MethodSource("locales")
    void liveConsole(Locale locale) throws Exception {
        Locale.setDefault(locale);
        play(new ConsoleSink(), Map.of("width", "72"), true, SampleReports.interrupted());
        // Carriage returns as a sign, so that the file can be read and git leaves it alone.
        GoldenFiles.check("console-live.txt", withoutFolder(console.toString()).replace("\r", "<CR>"));
    }

    @Test
    void whatGeneratesShowsItsFirstAndItsFurtherTokens() throws Exception {
        play(new ConsoleSink(), Map.of(), false, SampleReports.generation());
        GoldenFiles.check("console-generation.txt", withoutFolder(console.toString()));
        play(new BenchmarkLineSink(), Map.of(), false, SampleReports.generation());
        GoldenFiles.check("benchmark-generation.txt", Files.readString(folder.resolve("benchmark.txt")));
    }

    private String withoutFolder(String text) {
        return text.replace(folder.toString(), "FOLDER");
    }

    private List<String> run(Locale locale, MetricSink sink, Map<String, String> options) throws Exception {
        Locale.setDefault(locale);
        return play(sink, options, false, SampleReports.everyOutcome());
    }

    private List<String> play(MetricSink sink, Map<String, String> options, boolean interactive, RunReport report)
            throws Exception {
        SinkSpec spec = SinkSpec.of(folder, console, interactive, Options.parse(sink.options(), options));
        try (SinkSession session = sink.open(spec)) {
            session.runStarted(report.header());
            for (TrialResult result : report.results()) {
                playTrial(session, report, result);
            }
            session.runFinished(report);
            assertThat(unfinished()).isEmpty();
            return session.files().stream()
                    .map(file -> file.getFileName().toString())
                    .toList();
        }
    }

    private void playTrial(SinkSession session, RunReport report, TrialResult result) throws Exception {
        int number = report.results().indexOf(result) + 1;
        int count = report.header().trials().size();
        String id = result.trial().id();
        session.trialStarted(result.trial());
        session.progressed(new Progress(id, number, count, 1, 2, "load", "", 1_500_000_000L));
        session.progressed(new Progress(
                id,
                number,
                count,
                1,
                2,
                "measurement",
                "120 calls, median 61.3 ms, precise to 1.4 %",
                75_000_000_000L));
        session.progressed(new Progress(id, number, count, 1, 2, "measurement", "121 calls", 3_725_000_000_000L));
        session.trialFinished(result);
    }

    private List<Path> unfinished() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".partial")).toList();
        }
    }
}
