package io.inferbench.examples.lessons;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferbench.core.config.BenchmarkConfig;
import io.inferbench.core.config.MeasurementSettings;
import io.inferbench.core.config.WarmUpSettings;
import io.inferbench.core.discovery.ProviderCatalog;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lessons run and show what they promise; what the numbers are is the machine's. */
class LessonsTest {

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(shown, true, StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    @Test
    void firstNumber() throws Exception {
        Lesson01FirstNumber.run(out, hurried(Lesson01FirstNumber.config(folder)));

        assertThat(text()).contains("verdict", "p50 ± CI", "1 trial");
        assertThat(folder).isDirectoryRecursivelyContaining("glob:**/report.json");
    }

    @Test
    void embedInYourApp() throws Exception {
        Lesson02EmbedInYourApp.run(out, hurried(Lesson02EmbedInYourApp.config(folder)));

        assertThat(text().lines())
                .hasSize(2)
                .anyMatch(line -> line.startsWith("16 tokens: ") && line.contains("median"))
                .anyMatch(line -> line.startsWith("64 tokens: ") && line.contains("median"));
    }

    @Test
    void wrongAndRight() throws Exception {
        Lesson03WrongAndRight.run(out);

        assertThat(text()).containsPattern("WRONG  mean of the first 20 calls: [0-9.]+ µs");
        assertThat(text()).containsPattern("WRONG  p99 of 100 calls: [0-9.]+ µs");
        assertThat(text()).containsPattern("RIGHT  .* then the median of 2000: [0-9.]+ µs");
        assertThat(text()).containsPattern("p99: [0-9.]+ µs; p99.9: not with so few calls; needs 6636");
    }

    @Test
    void addABackend() {
        Lesson04AddABackend.run(out, ProviderCatalog.discover());

        assertThat(text()).contains("ort-cpu comes from file:").contains("third-party-backend");
    }

    private static BenchmarkConfig hurried(BenchmarkConfig.Builder config) {
        return config.warmUp(new WarmUpSettings(2, Duration.ZERO, Duration.ofMillis(100), 5, 0.05))
                .measurement(new MeasurementSettings(
                        10, Duration.ZERO, 10, Duration.ofSeconds(10), 0, 0.95, Duration.ZERO, Duration.ZERO))
                .build();
    }

    private String text() {
        return shown.toString(StandardCharsets.UTF_8);
    }
}
