package io.inferbench.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferbench.api.metric.SinkSession;
import io.inferbench.api.metric.SinkSpec;
import io.inferbench.api.option.Options;
import io.inferbench.api.report.RunReport;
import io.inferbench.report.MeasuredReports;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The chart files of a measured report. */
class ChartFilesTest {

    private static final List<String> NAMES = List.of("throughput", "benchmark_comparison", "performance_comparison");
    private static final int BLUE = 0x0072b2;
    private static final int VERMILION = 0xd55e00;

    @TempDir
    static Path folder;

    @BeforeAll
    static void write() throws Exception {
        RunReport report = MeasuredReports.read("gpt2");
        ChartsSink sink = new ChartsSink();
        SinkSpec spec = SinkSpec.of(folder, new StringBuilder(), false, Options.parse(sink.options(), Map.of()));
        try (SinkSession session = sink.open(spec)) {
            session.runFinished(report);
            assertThat(session.files()).hasSize(2 * NAMES.size());
        }
    }

    @Test
    void everyPngHasTheColoursOfBothEngines() throws Exception {
        for (String name : NAMES) {
            BufferedImage image = ImageIO.read(folder.resolve(name + ".png").toFile());
            Set<Integer> colors = new HashSet<>();
            for (int y = 0; y < image.getHeight(); y++) {
                for (int x = 0; x < image.getWidth(); x++) {
                    colors.add(image.getRGB(x, y) & 0xffffff);
                }
            }
            assertThat(colors).as(name).contains(BLUE, VERMILION);
        }
    }

    @Test
    void everySvgIsWellFormedAndSmall() throws Exception {
        for (String name : NAMES) {
            Path file = folder.resolve(name + ".svg");
            assertThat(DocumentBuilderFactory.newDefaultInstance()
                            .newDocumentBuilder()
                            .parse(file.toFile())
                            .getDocumentElement()
                            .getTagName())
                    .isEqualTo("svg");
            assertThat(Files.size(file)).as(name).isLessThan(3_000_000);
        }
    }
}
