package io.inferbench.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferbench.api.ProgressListener;
import io.inferbench.api.model.Model;
import io.inferbench.api.model.ModelArtifact;
import io.inferbench.api.model.ModelException;
import io.inferbench.api.model.ModelFormat;
import io.inferbench.api.model.ModelSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that want the same model at once all get the same whole files. */
class TwoProcessesTest {
    @TempDir
    Path folder;

    /** What each process runs: writes the model and leaves its hash behind. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] args) throws Exception {
            Files.writeString(Path.of(args[1]), write(Path.of(args[0])).sha256().orElseThrow());
        }
    }

    @Test
    void writeOneModel() throws Exception {
        List<Process> processes = Stream.of("a", "b", "c").map(this::start).toList();
        for (Process process : processes) {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue())
                    .as(Files.readString(folder.resolve("log")))
                    .isZero();
        }
        String expected = write(folder.resolve("another cache")).sha256().orElseThrow();
        for (String name : List.of("a", "b", "c")) {
            assertThat(folder.resolve(name)).hasContent(expected);
        }
        try (Stream<Path> entries = Files.list(folder.resolve("cache"))) {
            assertThat(entries.filter(Files::isDirectory)).hasSize(1);
        }
    }

    private Process start(String name) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = List.of(
                java,
                "-Xmx96m",
                "-cp",
                System.getProperty("java.class.path"),
                Writer.class.getName(),
                folder.resolve("cache").toString(),
                folder.resolve(name).toString());
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            folder.resolve("log").toFile()))
                    .start();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ModelArtifact write(Path cache) throws ModelException {
        try (Model model =
                new PresetModels().open(ModelSpec.builder("bert-tiny", cache).build())) {
            return model.materialize(ModelFormat.ONNX, ProgressListener.NONE);
        }
    }
}
