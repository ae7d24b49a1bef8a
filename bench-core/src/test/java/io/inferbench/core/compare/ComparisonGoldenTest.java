package io.inferbench.core.compare;

import static io.inferbench.core.compare.SimulatedRuns.VALID;
import static io.inferbench.core.compare.SimulatedRuns.report;
import static io.inferbench.core.compare.SimulatedRuns.trial;
import static org.assertj.core.api.Assertions.assertThat;

import io.inferbench.api.report.Failed;
import io.inferbench.api.report.RunReport;
import io.inferbench.api.report.Stage;
import io.inferbench.api.report.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same text in every locale.
 *
 * <p>To accept a change: {@code ./mvnw -pl bench-core -am test -Dtest=ComparisonGoldenTest -Dgolden.update=true
 * -Dsurefire.failIfNoSpecifiedTests=false}, then look at the difference.
 */
class ComparisonGoldenTest {

    private static final Path GOLDEN = Path.of("src/test/resources/io/inferbench/core/compare/golden");

    private final Locale before = Locale.getDefault();

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
    void textAndMarkdownAreAsAccepted(Locale locale) throws IOException {
        Locale.setDefault(locale);
        ComparisonReport found = everyFinding();

        check("comparison.txt", String.join("\n", ComparisonText.lines(found)) + "\n");
        check("comparison.md", ComparisonMarkdown.of(found));
    }

    private static ComparisonReport everyFinding() {
        SimulatedRuns runs = new SimulatedRuns(11, 4, 200, 0.003);
        SimulatedRuns noisy = new SimulatedRuns(12, 2, 50, 0.05);
        Verdict suspect = Verdict.of(List.of(new Verdict.Reason("not-steady", Verdict.Status.SUSPECT, "text")));
        RunReport base = report(
                "base",
                42,
                List.of(
                        runs.completed(trial("ort", "batch", "1"), VALID, 1),
                        runs.completed(trial("ort", "batch", "2"), VALID, 1),
                        runs.completed(trial("ort", "batch", "3"), VALID, 1),
                        noisy.completed(trial("ort", "batch", "4"), VALID, 1),
                        runs.completed(trial("ort", "batch", "5"), VALID, 1),
                        runs.completed(trial("ort", "batch", "6"), VALID, 1)),
                Map.of(),
                Map.of("processor", Map.of("model", "A | B <1>"), "jvm", Map.of("version", "17")));
        RunReport candidate = report(
                "candidate",
                42,
                List.of(
                        runs.completed(trial("ort", "batch", "1"), VALID, 1.2),
                        runs.completed(trial("ort", "batch", "2"), suspect, 0.8),
                        runs.completed(trial("ort", "batch", "3"), VALID, 1),
                        noisy.completed(trial("ort", "batch", "4"), VALID, 1),
                        new Failed(
                                trial("ort", "batch", "5"),
                                Stage.LOAD,
                                "no|such file",
                                List.of(),
                                List.of(),
                                List.of()),
                        runs.completed(trial("ort", "batch", "7"), VALID, 1)),
                Map.of(),
                Map.of("processor", Map.of("model", "C"), "jvm", Map.of("version", "21")));
        return Comparison.of(base, candidate).margin(0.03).report();
    }

    private static void check(String name, String actual) throws IOException {
        Path file = GOLDEN.resolve(name);
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(GOLDEN);
            Files.writeString(file, actual);
        }
        assertThat(actual).isEqualTo(Files.readString(file));
    }
}
