package io.inferbench.models.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferbench.api.Dimension;
import io.inferbench.api.ElementType;
import io.inferbench.api.ModelSignature;
import io.inferbench.api.Tensor;
import io.inferbench.api.TensorSpec;
import io.inferbench.api.backend.InferenceRequest;
import io.inferbench.api.model.Tokenizer;
import io.inferbench.api.option.OptionException;
import io.inferbench.api.option.Options;
import io.inferbench.api.workload.OutputCheck;
import io.inferbench.api.workload.TensorWorkloadSession;
import io.inferbench.api.workload.Workload;
import io.inferbench.api.workload.WorkloadException;
import io.inferbench.api.workload.WorkloadSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextClassificationTest {
    @TempDir
    Path folder;

    private final TextClassification workload = new TextClassification();

    /** One token a word: its length; 101 and 102 around them. */
    private static final class WordLengths implements Tokenizer {
        @Override
        public int[] encode(String text, boolean withSpecialTokens) {
            int[] words =
                    Arrays.stream(text.split(" ")).mapToInt(String::length).toArray();
            int[] ids = new int[words.length + 2];
            System.arraycopy(words, 0, ids, 1, words.length);
            ids[0] = 101;
            ids[ids.length - 1] = 102;
            return ids;
        }

        @Override
        public String decode(int[] tokens) {
            return Arrays.toString(tokens);
        }

        @Override
        public int vocabularySize() {
            return 103;
        }

        @Override
        public int paddingToken() {
            return 99;
        }

        @Override
        public Set<Integer> endTokens() {
            return Set.of();
        }

        @Override
        public void close() {}
    }

    @Test
    void isDiscovered() {
        assertThat(ServiceLoader.load(Workload.class)).hasAtLeastOneElementOfType(TextClassification.class);
    }

    @Test
    void padsToTheLongestOfTheBatchAndFillsTheLastBatch() throws Exception {
        TensorWorkloadSession session = open(tsv(), 2, 0, Map.of());
        assertThat(session.size()).isEqualTo(2);
        InferenceRequest first = session.request(0);
        assertThat(values(first, "input_ids")).containsExactly(101, 1, 2, 102, 99, 101, 3, 3, 3, 102);
        assertThat(values(first, "attention_mask")).containsExactly(1, 1, 1, 1, 0, 1, 1, 1, 1, 1);
        assertThat(values(first, "token_type_ids")).containsOnly(0);
        assertThat(first.tokenCount()).hasValue(9);
        assertThat(first.sampleCount()).isEqualTo(2);
        assertThat(values(session.request(1), "input_ids")).containsExactly(101, 4, 102, 99, 101, 1, 2, 102);
        assertThat(session.facts()).containsEntry("real_tokens", "16").containsEntry("padded_tokens", "18");
    }

    @Test
    void padsAndCutsToAFixedLengthOrABucket() throws Exception {
        assertThat(values(open(tsv(), 1, 4, Map.of()).request(1), "input_ids")).containsExactly(101, 3, 3, 102);
        TensorWorkloadSession buckets = open(tsv(), 1, 0, Map.of("padding", "bucket", "buckets", "3,4"));
        assertThat(buckets.request(0).inputs().get(0).shape()).containsExactly(1, 4);
        assertThat(buckets.request(1).inputs().get(0).shape()).containsExactly(1, 4);
        assertThat(buckets.request(2).inputs().get(0).shape()).containsExactly(1, 3);
        assertThat(open(tsv(), 1, 0, Map.of("max-length", "3"))
                        .request(1)
                        .inputs()
                        .get(0)
                        .shape())
                .containsExactly(1, 3);
    }

    @Test
    void readsJsonLinesPlainTextAndResources() throws Exception {
        Path json =
                Files.writeString(folder.resolve("a.jsonl"), "{\"text\": \"ab c\", \"y\": 1}\n\n{\"text\": \"d\"}\n");
        assertThat(open(json.toString(), 1, 0, Map.of("text-field", "text")).size())
                .isEqualTo(2);
        Path plain = Files.writeString(folder.resolve("a.txt"), "\uFEFFab c\r\nd\n");
        assertThat(values(open(plain.toString(), 1, 0, Map.of()).request(0), "input_ids"))
                .containsExactly(101, 2, 1, 102);
        assertThat(open("classpath:sentences.tsv", 1, 0, Map.of()).size()).isEqualTo(12);
    }

    @Test
    void shufflesBySeedAndLimits() throws Exception {
        StringBuilder lines = new StringBuilder();
        for (int i = 1; i <= 30; i++) {
            lines.append("x".repeat(i)).append('\n');
        }
        String file = Files.writeString(folder.resolve("b.txt"), lines).toString();
        Map<String, String> shuffled = Map.of("shuffle", "true", "limit", "5");
        long[] once = values(open(file, 5, 0, shuffled).request(0), "input_ids");
        assertThat(values(open(file, 5, 0, shuffled).request(0), "input_ids")).isEqualTo(once);
        assertThat(once)
                .isNotEqualTo(values(open(file, 5, 0, Map.of("limit", "5")).request(0), "input_ids"));
        assertThat(open(file, 1, 0, Map.of("limit", "5")).size()).isEqualTo(5);
    }

    @Test
    void followsTheSignature() throws Exception {
        List<Dimension> shape = List.of(Dimension.free("b"), Dimension.free("s"));
        ModelSignature two = new ModelSignature(
                List.of(
                        new TensorSpec("attention_mask", ElementType.INT32, shape),
                        new TensorSpec("input_ids", ElementType.INT32, shape)),
                List.of());
        WorkloadSpec spec = builder(tsv(), 1, 0, Map.of()).signature(two).build();
        try (TensorWorkloadSession session = (TensorWorkloadSession) workload.open(spec)) {
            assertThat(session.request(0).inputs())
                    .extracting(Tensor::name)
                    .containsExactly("attention_mask", "input_ids");
            assertThat(session.request(0).inputs()).extracting(Tensor::type).containsOnly(ElementType.INT32);
        }
        ModelSignature strange =
                new ModelSignature(List.of(new TensorSpec("pixels", ElementType.FLOAT32, shape)), List.of());
        assertThatThrownBy(() -> workload.open(
                        builder(tsv(), 1, 0, Map.of()).signature(strange).build()))
                .isInstanceOf(WorkloadException.class)
                .hasMessageContaining("pixels");
        List<Dimension> narrow = List.of(Dimension.of(1), Dimension.of(7));
        ModelSignature fixed =
                new ModelSignature(List.of(new TensorSpec("input_ids", ElementType.INT64, narrow)), List.of());
        assertThatThrownBy(() -> workload.open(
                        builder(tsv(), 1, 4, Map.of()).signature(fixed).build()))
                .isInstanceOf(WorkloadException.class)
                .hasMessageContaining("1x7");
    }

    @Test
    void saysWhatIsWrong() throws Exception {
        assertThatThrownBy(() -> open(folder.resolve("none.tsv").toString(), 1, 0, Map.of()))
                .isInstanceOf(WorkloadException.class)
                .hasMessageContaining("none.tsv");
        assertThatThrownBy(() -> open(tsv(), 1, 0, Map.of("text-field", "body")))
                .isInstanceOf(WorkloadException.class)
                .hasMessageContaining("sentence, label");
        Path bad = Files.writeString(folder.resolve("bad.jsonl"), "{\"sentence\": \"a\"}\n{\n{\"x\": 1}\n");
        assertThatThrownBy(() -> open(bad.toString(), 1, 0, Map.of()))
                .isInstanceOf(WorkloadException.class)
                .hasMessageContaining("line 2")
                .hasMessageContaining("line 3");
        Path latin = Files.write(folder.resolve("latin.txt"), new byte[] {'a', (byte) 0xe4, 'b'});
        assertThatThrownBy(() -> open(latin.toString(), 1, 0, Map.of()))
                .isInstanceOf(WorkloadException.class)
                .hasMessageContaining("UTF-8");
        assertThatThrownBy(() -> open(tsv(), 1, 0, Map.of("padding", "fixed"))).hasMessageContaining("sequence length");
        assertThatThrownBy(() -> open(tsv(), 1, 0, Map.of("buckets", "64,32"))).isInstanceOf(OptionException.class);
    }

    @Test
    void judgesLabelsAndSimilarity() throws Exception {
        TensorWorkloadSession labels = open(tsv(), 3, 0, Map.of("check", "labels"));
        Tensor right = Tensor.ofFloats("logits", new long[] {3, 2}, 0, 1, 1, 0, 0, 1);
        Tensor wrong = Tensor.ofFloats("logits", new long[] {3, 2}, 1, 0, 1, 0, 0, 1);
        assertThat(labels.check(0, List.of(right))).isEqualTo(OutputCheck.passed());
        assertThat(labels.check(0, List.of(wrong)).explanation()).contains("1 of 3");
        TensorWorkloadSession similar = open(tsv(), 3, 0, Map.of("check", "similarity"));
        assertThat(similar.check(0, List.of(right))).isEqualTo(OutputCheck.passed());
        assertThat(similar.check(0, List.of(wrong)).status()).isEqualTo(OutputCheck.Status.FAILED);
        // Three sequences of up to five tokens, one number wide: only real tokens count, by their mean.
        float[] hidden = {2, 2, 2, 2, -99, -1, -1, -1, -1, -1, 3, 3, 3, -99, -99};
        Tensor states = Tensor.ofFloats("last_hidden_state", new long[] {3, 5, 1}, hidden);
        assertThat(similar.check(0, List.of(states))).isEqualTo(OutputCheck.passed());
        assertThat(open(tsv(), 3, 0, Map.of()).check(0, List.of(right))).isEqualTo(OutputCheck.notChecked());
    }

    private String tsv() throws Exception {
        return Files.writeString(folder.resolve("a.tsv"), "sentence\tlabel\na bb\t1\nccc ddd eee\t0\nffff\t1\n")
                .toString();
    }

    private TensorWorkloadSession open(String file, int batch, int length, Map<String, String> options)
            throws Exception {
        return (TensorWorkloadSession)
                workload.open(builder(file, batch, length, options).build());
    }

    private WorkloadSpec.Builder builder(String file, int batch, int length, Map<String, String> options)
            throws OptionException {
        Map<String, String> all = new HashMap<>(options);
        all.put("file", file);
        WorkloadSpec.Builder builder = WorkloadSpec.builder()
                .seed(4)
                .batchSize(batch)
                .tokenizer(new WordLengths())
                .options(Options.parse(workload.options(), all));
        return length == 0 ? builder : builder.sequenceLength(length);
    }

    private static long[] values(InferenceRequest request, String name) {
        Tensor tensor = request.input(name).orElseThrow();
        return LongStream.range(0, tensor.elementCount())
                .map(i -> (long) tensor.value(i))
                .toArray();
    }
}
