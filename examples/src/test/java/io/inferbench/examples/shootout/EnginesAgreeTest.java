package io.inferbench.examples.shootout;

import static io.inferbench.examples.shootout.Typed.shootout;
import static org.assertj.core.api.Assertions.assertThat;

import io.inferbench.api.report.Agreement;
import io.inferbench.api.report.Completed;
import io.inferbench.api.report.RunReport;
import io.inferbench.api.report.Verdict;
import io.inferbench.core.json.ReportJson;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ONNX Runtime and PyTorch on one set of weights, through the command line, and with one weight changed in one of them. */
class EnginesAgreeTest {

    /** No fork is needed to compare answers; one thread, because both engines share this process. */
    private static final String PLAN = """
            name: agree
            seed: 42
            backends:
              - {id: ort-cpu, options: {threads.intra: 1}}
              - {id: djl-pytorch, options: {threads.intra: 1}}
            trials:
              - models: [MODELS]
                workloads: [WORKLOAD]
                parameters: {batch: 2, sequence_length: 12 NEW}
            execution: {isolation: in-process, forks: 1}
            warm_up: {min_calls: 1, min_time: 0s, max_time: 1ms}
            measurement: {min_calls: 2, min_time: 0s, max_calls: 2, max_time: 10s}
            sinks: [json]
            results: FOLDER
            cache: FOLDER/cache
            """;

    @TempDir
    private Path folder;

    @Test
    void encodersAgreeUntilOneWeightIsFlipped() throws Exception {
        Completed before = pytorch(run("bert-tiny", "synthetic-tokens", "")).get(0);
        assertThat(before.agreement().status()).isEqualTo(Agreement.Status.AGREES);
        assertThat(before.agreement().reference()).contains("ort-cpu");
        assertThat(before.agreement().errors())
                .isNotEmpty()
                .allSatisfy(error -> assertThat(error.maxRelativeError()).isLessThan(1e-4));

        flipLastWeight();

        Completed after = pytorch(run("bert-tiny", "synthetic-tokens", "")).get(0);
        assertThat(after.agreement().status()).isEqualTo(Agreement.Status.DISAGREES);
        assertThat(after.verdict().status()).isEqualTo(Verdict.Status.INVALID);
    }

    @Test
    void decodersAgreeOverPrefillAndThirtyTwoDecodeSteps() throws Exception {
        List<Completed> trials = pytorch(run("gpt2-test, llama-test", "synthetic-prompts", ", new_tokens: 33"));
        assertThat(trials).hasSize(2).allSatisfy(trial -> {
            assertThat(trial.agreement().status()).isEqualTo(Agreement.Status.AGREES);
            assertThat(trial.agreement().errors())
                    .isNotEmpty()
                    .allSatisfy(error -> assertThat(error.maxRelativeError()).isLessThan(1e-4));
        });
    }

    /** Turns the sign of one value of the classifier in PyTorch's file of the model. */
    private void flipLastWeight() throws Exception {
        Path archive;
        try (Stream<Path> files = Files.walk(folder.resolve("cache"))) {
            archive =
                    files.filter(file -> file.endsWith("model.pt")).findFirst().orElseThrow();
        }
        // The last tensor is the classifier's bias of two values, the one before it its matrix: 128 values for each.
        byte[] matrix;
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            long last = zip.stream()
                            .filter(entry -> entry.getName().contains("/data/"))
                            .count()
                    - 1;
            matrix =
                    zip.getInputStream(zip.getEntry("model/data/" + (last - 1))).readAllBytes();
        }
        assertThat(matrix).hasSize(2 * 128 * Float.BYTES);
        ByteBuffer content = ByteBuffer.wrap(Files.readAllBytes(archive)).order(ByteOrder.LITTLE_ENDIAN);
        int at = indexOf(content.array(), matrix);
        float value = largest(content, at, matrix.length);
        try (FileChannel channel = FileChannel.open(archive, StandardOpenOption.WRITE)) {
            ByteBuffer flipped = ByteBuffer.allocate(Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            channel.write(flipped.putFloat(0, -value), indexOfValue(content, at, matrix.length, value));
        }
    }

    private static float largest(ByteBuffer content, int from, int length) {
        float largest = 0;
        for (int at = from; at < from + length; at += Float.BYTES) {
            float value = content.getFloat(at);
            largest = Math.abs(value) > Math.abs(largest) ? value : largest;
        }
        return largest;
    }

    private static int indexOfValue(ByteBuffer content, int from, int length, float value) {
        for (int at = from; at < from + length; at += Float.BYTES) {
            if (content.getFloat(at) == value) {
                return at;
            }
        }
        throw new AssertionError("no value " + value);
    }

    private static int indexOf(byte[] all, byte[] part) {
        for (int at = 0; at <= all.length - part.length; at += 64) {
            if (Arrays.equals(all, at, at + part.length, part, 0, part.length)) {
                return at;
            }
        }
        throw new AssertionError("the tensor does not lie at a multiple of 64 bytes");
    }

    private RunReport run(String models, String workload, String more) throws Exception {
        Path results = Files.createTempDirectory(folder, "run");
        String plan = PLAN.replace("MODELS", models)
                .replace("WORKLOAD", workload)
                .replace(" NEW", more)
                .replace("FOLDER/cache", folder.resolve("cache").toString())
                .replace("FOLDER", results.toString());
        Path file = Files.writeString(results.resolve("plan.yaml"), plan);
        Typed typed = shootout("run", file.toString());
        assertThat(typed.err()).isEmpty();
        try (Stream<Path> files = Files.walk(results)) {
            Path report = files.filter(path -> path.endsWith("report.json"))
                    .findFirst()
                    .orElseThrow();
            return ReportJson.read(report);
        }
    }

    private static List<Completed> pytorch(RunReport report) {
        assertThat(report.results()).allSatisfy(result -> assertThat(result).isInstanceOf(Completed.class));
        return report.results().stream()
                .map(Completed.class::cast)
                .filter(result -> result.trial().backend().equals("djl-pytorch"))
                .toList();
    }
}
