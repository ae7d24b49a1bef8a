package io.inferbench.core.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.inferbench.api.report.Completed;
import io.inferbench.api.report.RunReport;
import io.inferbench.api.report.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportJsonTest {

    /** Tests run in the folder of their module. */
    private static final Path SCHEMA = Path.of("..", "docs", "report-schema-v1.json");

    @TempDir
    private Path folder;

    @Test
    void readsWhatItWrote() throws Exception {
        String written = text(SampleReports.everyOutcome());
        Path file = Files.writeString(folder.resolve("report.json"), written);

        RunReport read = ReportJson.read(file);

        assertThat(text(read)).isEqualTo(written);
        assertThat(read)
                .usingRecursiveComparison()
                // Whole numbers of the free-form plan come back as the narrowest type.
                .ignoringFields("header.plan")
                .withEqualsForType((one, other) -> Double.compare(one, other) == 0, Double.class)
                .isEqualTo(SampleReports.everyOutcome());
        assertThat(read.header().plan())
                .isEqualTo(SampleReports.everyOutcome().header().plan());
    }

    /** This file was written by the first version with schema 1 and never changes: such files lie on users' disks. */
    @Test
    void readsTheFirstReportEverWritten() throws Exception {
        RunReport read = ReportJson.read(fixture());

        assertThat(read.results())
                .extracting(result -> result.verdict().status())
                .containsExactly(
                        Verdict.Status.VALID,
                        Verdict.Status.SUSPECT,
                        Verdict.Status.INVALID,
                        Verdict.Status.INVALID,
                        Verdict.Status.INVALID);
        Completed first = (Completed) read.results().get(0);
        assertThat(first.forks()).hasSize(2);
        assertThat(first.forks().get(0).table("iterations").orElseThrow().column("latency_ns"))
                .hasSize(70)
                .startsWith(60_000_000L);
        assertThat(first.summary("latency").orElseThrow().percentile(99)).isEmpty();
        assertThat(first.summary("latency").orElseThrow().percentile(95)).hasValue(63_700_000);
        assertThat(schemaErrors(Files.readString(fixture()))).isEmpty();
    }

    @Test
    void whatIsWrittenFitsThePublishedSchema() throws IOException {
        assertThat(schemaErrors(text(SampleReports.everyOutcome()))).isEmpty();
        assertThat(schemaErrors(text(SampleReports.interrupted()))).isEmpty();
    }

    @Test
    void theSchemaRefusesAKeyWithoutItsUnit() throws IOException {
        String spoiled = text(SampleReports.everyOutcome()).replace("\"duration_ns\"", "\"duration\"");

        assertThat(schemaErrors(spoiled)).isNotEmpty();
    }

    @Test
    void keysLackingInAnOlderFileAreEmpty() throws Exception {
        String json = text(SampleReports.interrupted()).replace("\"discovery_failures\"", "\"unknown_to_us\"");

        RunReport read = ReportJson.read(Files.writeString(folder.resolve("old.json"), json));

        assertThat(read.header().discoveryFailures()).isEmpty();
        assertThat(read.header().trials()).hasSize(5);
    }

    @Test
    void aFileCutShortIsNotAReport() throws IOException {
        String whole = text(SampleReports.everyOutcome());
        Path file = Files.writeString(folder.resolve("cut.json"), whole.substring(0, whole.length() / 2));

        assertThatThrownBy(() -> ReportJson.read(file))
                .isInstanceOf(ReportFormatException.class)
                .hasMessageContaining("cut.json is not a whole report");
    }

    @Test
    void aNewerSchemaIsRefusedWithTheRemedy() throws IOException {
        Path file = Files.writeString(folder.resolve("new.json"), "{\"schema\": 2, \"anything\": true}");

        assertThatThrownBy(() -> ReportJson.read(file))
                .isInstanceOf(ReportFormatException.class)
                .hasMessageContaining("schema 2")
                .hasMessageContaining("newer Inferbench");
    }

    @Test
    void anyOtherJsonIsRefused() throws IOException {
        Path list = Files.writeString(folder.resolve("list.json"), "[1, 2]");
        Path other = Files.writeString(folder.resolve("other.json"), "{\"schema\": {\"schema\": 1}}");

        assertThatThrownBy(() -> ReportJson.read(list)).hasMessageContaining("is not a report of Inferbench");
        assertThatThrownBy(() -> ReportJson.read(other)).hasMessageContaining("is not a report of Inferbench");
        assertThatThrownBy(() -> ReportJson.read(folder.resolve("absent.json")))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void aFailingStreamIsAnIoException() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        };

        assertThatThrownBy(() -> ReportJson.write(SampleReports.everyOutcome(), full))
                .isInstanceOf(IOException.class)
                .hasMessage("No space left on device");
    }

    private static List<String> schemaErrors(String json) throws IOException {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(SCHEMA), InputFormat.JSON);
        return schema.validate(json, InputFormat.JSON).stream()
                .map(Error::toString)
                .toList();
    }

    private static Path fixture() throws URISyntaxException {
        return Path.of(ReportJsonTest.class.getResource("report-v1.json").toURI());
    }

    private static String text(RunReport report) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ReportJson.write(report, out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
