package io.inferbench.core.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.inferbench.api.metric.MetricSink;
import io.inferbench.api.metric.SinkException;
import io.inferbench.api.metric.SinkSession;
import io.inferbench.api.metric.SinkSpec;
import io.inferbench.api.option.OptionException;
import io.inferbench.api.option.Options;
import io.inferbench.api.report.RunReport;
import io.inferbench.core.json.SampleReports;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What sinks do when they cannot write: say so, and never leave half a file under its final name. */
class SinkFailureTest {

    private static final RunReport REPORT = SampleReports.everyOutcome();
    private static final int BLOCK_BYTES = 512;

    @TempDir
    private Path folder;

    static Stream<MetricSink> fileSinks() {
        return Stream.of(new JsonSink(), new CsvSink(), new MarkdownSink(), new BenchmarkLineSink());
    }

    @ParameterizedTest
    @MethodSource("fileSinks")
    void onAFullDiskTheOldFileStaysAndNoneIsHalfWritten(MetricSink sink) throws Exception {
        Configuration small = Configuration.unix().toBuilder()
                .setBlockSize(BLOCK_BYTES)
                .setMaxSize(2 * BLOCK_BYTES)
                .setWorkingDirectory("/results")
                .build();
        try (FileSystem disk = Jimfs.newFileSystem(small)) {
            Path results = disk.getPath("/results");
            String name = open(sink, folder, Map.of()).name();
            Files.writeString(results.resolve(name), "from an earlier run");
            Files.write(results.resolve("filler"), new byte[BLOCK_BYTES]);

            Opened opened = open(sink, results, Map.of());
            assertThatThrownBy(() -> opened.session().runFinished(REPORT))
                    .isInstanceOf(SinkException.class)
                    .hasMessageContaining("/results/" + name)
                    .hasMessageContaining("out of disk space")
                    .hasMessageContaining("make room");
            assertThat(opened.session().files()).isEmpty();
            opened.session().close();

            assertThat(results.resolve(name)).hasContent("from an earlier run");
            assertThat(names(results)).containsExactlyInAnyOrder(name, "filler");
        }
    }

    @ParameterizedTest
    @MethodSource("fileSinks")
    void aFolderThatCannotBeWrittenIsRefusedBeforeAnythingIsMeasured(MetricSink sink) {
        assertThatThrownBy(() -> open(sink, folder.resolve("absent"), Map.of()))
                .isInstanceOf(SinkException.class)
                .hasMessageContaining("absent")
                .hasMessageContaining("choose another folder");
    }

    @ParameterizedTest
    @MethodSource("fileSinks")
    void anAbortedRunLeavesNothing(MetricSink sink) throws Exception {
        SinkSession session = open(sink, folder, Map.of()).session();
        session.runStarted(REPORT.header());
        session.close();
        session.close();

        assertThat(names(folder)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("fileSinks")
    void aFileNameWithFoldersIsRefused(MetricSink sink) {
        for (String name : List.of("../up.txt", "a/b.txt", "", "..")) {
            assertThatThrownBy(() -> open(sink, folder, Map.of("file", name)))
                    .isInstanceOf(SinkException.class)
                    .hasMessageContaining("is not a file name");
        }
    }

    @Test
    void aFolderInPlaceOfTheFileIsRefused() throws Exception {
        Files.createDirectory(folder.resolve("report.json"));

        assertThatThrownBy(() -> open(new JsonSink(), folder, Map.of()))
                .isInstanceOf(SinkException.class)
                .hasMessageContaining("a folder of that name is there");
    }

    @Test
    void theFirstFileIsReleasedWhenTheSecondIsRefused() throws Exception {
        Files.createDirectory(folder.resolve("samples.csv"));

        assertThatThrownBy(() -> open(new CsvSink(), folder, Map.of("samples", "true")))
                .isInstanceOf(SinkException.class);
        assertThat(names(folder)).containsExactly("samples.csv");
    }

    @Test
    void aClosedConsoleIsSaid() throws Exception {
        Writer closed = Writer.nullWriter();
        closed.close();
        SinkSession session = new ConsoleSink().open(SinkSpec.of(folder, closed, true, Options.empty()));

        assertThatThrownBy(() -> session.runStarted(REPORT.header()))
                .isInstanceOf(SinkException.class)
                .hasMessageContaining("cannot write to the console");
    }

    private record Opened(SinkSession session, String name) {}

    private static Opened open(MetricSink sink, Path directory, Map<String, String> options)
            throws SinkException, OptionException {
        Options parsed = Options.parse(sink.options(), options);
        SinkSession session = sink.open(SinkSpec.of(directory, new StringBuilder(), false, parsed));
        String name = sink.options().stream()
                .filter(option -> option.name().equals("file"))
                .map(option -> String.valueOf(parsed.get(option)))
                .findFirst()
                .orElseThrow();
        return new Opened(session, name);
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
