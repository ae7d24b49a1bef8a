package io.inferbench.core.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferbench.api.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferenceFileTest {

    @TempDir
    Path folder;

    @Test
    void whatIsWrittenIsReadBack() throws IOException {
        Path file = folder.resolve("reference.bin");

        ReferenceFile.write(file, "ort-cpu fp32", requests());

        assertThat(ReferenceFile.reference(file)).isEqualTo("ort-cpu fp32");
        List<RecordedRequest> read = ReferenceFile.read(file);
        assertThat(read).extracting(RecordedRequest::index).containsExactly(5, 2);
        assertThat(read).extracting(RecordedRequest::inputsSha256).containsExactly("aa", "bb");
        Tensor logits = read.get(1).outputs().get(0);
        assertThat(logits.shape()).containsExactly(2, 2);
        assertThat(logits.value(3)).isEqualTo(8);
        assertThat(read.get(0).outputs().get(1).value(0)).isEqualTo(Long.MAX_VALUE);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void aFileThatIsSomethingElseIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("reference.bin"), "not at all");

        assertThatThrownBy(() -> ReferenceFile.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("does not hold a reference's outputs");
    }

    @Test
    void aFileThatIsCutShortIsRefused() throws IOException {
        Path file = folder.resolve("reference.bin");
        ReferenceFile.write(file, "ort-cpu fp32", requests());
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 40));

        assertThatThrownBy(() -> ReferenceFile.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is cut short");
    }

    private static List<RecordedRequest> requests() {
        return List.of(
                new RecordedRequest(
                        5,
                        "aa",
                        List.of(
                                Tensor.ofFloats("logits", new long[] {2, 2}, 1, 2, 3, 4),
                                Tensor.ofLongs("ids", new long[] {1}, Long.MAX_VALUE))),
                new RecordedRequest(2, "bb", List.of(Tensor.ofFloats("logits", new long[] {2, 2}, 5, 6, 7, 8))));
    }
}
