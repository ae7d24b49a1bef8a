package io.inferbench.core.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LatestRunTest {

    @TempDir
    private Path results;

    @Test
    void theRunThatEndedLastIsTheLatest() throws Exception {
        Path first = run(results, "first");
        Path second = run(results, "second");

        publish(first, "report.json", "report.md");
        publish(second, "report.json", "report.md");
        // Again: two names of one file are not renamed onto each other.
        publish(second, "report.json", "report.md");

        assertThat(results.resolve("latest.json")).hasContent("second report.json");
        assertThat(results.resolve("latest.md")).hasContent("second report.md");
        assertThat(first.resolve("report.json")).hasContent("first report.json");
        assertThat(names(results)).containsExactlyInAnyOrder("first", "second", "latest.json", "latest.md");
    }

    @Test
    void anOlderPageDoesNotStayAsTheLatest() throws Exception {
        publish(run(results, "first"), "report.json", "report.md");
        publish(run(results, "second"), "report.json");

        assertThat(names(results)).contains("latest.json").doesNotContain("latest.md");
    }

    @Test
    void aRunThatIsReportedAnewLeavesTheLatestWhole() throws Exception {
        Path run = run(results, "first");
        publish(run, "report.json");
        Files.writeString(run.resolve("new"), "newer");
        Files.move(run.resolve("new"), run.resolve("report.json"), StandardCopyOption.REPLACE_EXISTING);

        assertThat(results.resolve("latest.json")).hasContent("first report.json");
    }

    @Test
    void withoutHardLinksItIsACopy() throws Exception {
        Configuration noLinks =
                Configuration.unix().toBuilder().setSupportedFeatures().build();
        try (FileSystem memory = Jimfs.newFileSystem(noLinks)) {
            Path folder = Files.createDirectories(memory.getPath("/results"));
            publish(run(folder, "first"), "report.json");

            assertThat(Files.readString(folder.resolve("latest.json"))).isEqualTo("first report.json");
        }
    }

    @Test
    void whatCannotBeReplacedIsSaid() throws Exception {
        Files.createDirectories(results.resolve("latest.json/occupied"));
        Path run = run(results, "first");

        assertThat(LatestRun.publish(new RunFolder(run), List.of(run.resolve("report.json"))))
                .get()
                .asString()
                .contains("latest.json cannot be made the latest report");
    }

    private static void publish(Path run, String... files) {
        assertThat(LatestRun.publish(
                        new RunFolder(run), Stream.of(files).map(run::resolve).toList()))
                .isEmpty();
    }

    private static Path run(Path results, String name) throws IOException {
        Path run = Files.createDirectories(results.resolve(name));
        Files.writeString(run.resolve("report.json"), name + " report.json");
        Files.writeString(run.resolve("report.md"), name + " report.md");
        return run;
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
