package io.inferbench.report.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferbench.api.metric.SinkSession;
import io.inferbench.api.metric.SinkSpec;
import io.inferbench.api.option.Options;
import io.inferbench.api.report.RunReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same bytes in every locale.
 *
 * <p>To accept a change: {@code ./mvnw -pl bench-report -am test -Dtest=SummaryGoldenTest -Dgolden.update=true
 * -Dsurefire.failIfNoSpecifiedTests=false}, then look at the difference.
 */
class SummaryGoldenTest {

    private static final Path GOLDEN = Path.of("src/test/resources/io/inferbench/report/text/golden");
    private static final List<String> FILES = List.of(
            "benchmark_report.txt",
            "benchmark_summary.txt",
            "benchmark_summary.json",
            "benchmark_results.csv",
            "performance_rankings.csv");
    private static final RunReport REPORT = SampleRun.report();

    private final Locale before = Locale.getDefault();

    @TempDir
    private Path folder;

    /** Decimal comma in Germany; no dot on the small i of Turkey's capital I. */
    static Stream<Locale> locales() {
        return Stream.of(Locale.ROOT, Locale.GERMANY, new Locale("tr", "TR"));
    }

    @AfterEach
    void restoreLocale() {
        Locale.setDefault(before);
    }

    @ParameterizedTest
    @MethodSource("locales")
    void everyFileIsAsAccepted(Locale locale) throws Exception {
        Locale.setDefault(locale);
        SummarySink sink = new SummarySink();
        SinkSpec spec = SinkSpec.of(folder, new StringBuilder(), false, Options.parse(sink.options(), Map.of()));

        try (SinkSession session = sink.open(spec)) {
            session.runStarted(REPORT.header());
            session.runFinished(REPORT);
            assertThat(session.files())
                    .extracting(file -> file.getFileName().toString())
                    .containsExactlyElementsOf(FILES);
        }

        for (String file : FILES) {
            check(file, Files.readString(folder.resolve(file)));
        }
    }

    private static void check(String name, String actual) throws IOException {
        Path file = GOLDEN.resolve(name);
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(file, actual);
        }
        assertThat(actual).isEqualTo(Files.readString(file));
    }
}
