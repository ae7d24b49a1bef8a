package io.inferbench.models.torchscript;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferbench.models.spec.BertSpec;
import io.inferbench.models.spec.Gpt2Spec;
import io.inferbench.models.spec.Presets;
import io.inferbench.models.store.Hashes;
import io.inferbench.models.weights.FloatFormat;
import io.inferbench.models.weights.SeededWeights;
import io.inferbench.models.weights.TensorView;
import io.inferbench.models.weights.WeightSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an archive holds; that PyTorch reads it is tested where PyTorch is. */
class TorchScriptFilesTest {

    @TempDir
    Path folder;

    @Test
    void theArchiveHoldsTheWeightsInOrderAtMultiplesOfSixtyFourBytes() throws Exception {
        BertSpec spec = (BertSpec) Presets.find("bert-tiny").orElseThrow();
        TorchScriptModel model = TorchScriptEmitter.emit(spec, FloatFormat.FP16);
        SeededWeights weights = new SeededWeights(3);
        TorchScriptFiles.Written written = TorchScriptFiles.write(model, weights, folder, bytes -> {});
        Path file = folder.resolve(TorchScriptFiles.MODEL_FILE);
        byte[] all = Files.readAllBytes(file);
        assertThat(written.bytes()).isEqualTo(all.length);
        assertThat(written.sha256()).isEqualTo(Hashes.sha256(all));
        byte[] words = encoded(weights, spec.wordEmbeddings());
        try (ZipFile zip = new ZipFile(file.toFile())) {
            assertThat(content(zip, "model/data/0")).isEqualTo(words);
            assertThat(new String(content(zip, "model/code/__torch__.py"), StandardCharsets.UTF_8))
                    .isEqualTo(model.source())
                    .contains("torch.scaled_dot_product_attention")
                    .contains("embeddings_word_embeddings_weight : Tensor");
            assertThat(new String(content(zip, "model/extra/inferbench.properties"), StandardCharsets.UTF_8))
                    .contains("padding=anywhere")
                    .contains("outputs=logits:float32[batch,2]");
            assertThat(zip.stream().map(ZipEntry::getMethod)).containsOnly(ZipEntry.STORED);
        }
        assertThat(placeOf(all, words) % 64).isZero();
        assertThat(model.facts()).containsEntry("padding", "anywhere");
    }

    @Test
    void sameSeedSameBytesAndAnotherSeedOthers() throws Exception {
        Gpt2Spec spec = (Gpt2Spec) Presets.find("gpt2-test").orElseThrow();
        assertThat(hash(spec, 5)).isEqualTo(hash(spec, 5)).isNotEqualTo(hash(spec, 6));
        assertThat(TorchScriptEmitter.emit(spec, FloatFormat.FP32).key())
                .isEqualTo(TorchScriptEmitter.emit(spec, FloatFormat.FP32).key())
                .isNotEqualTo(TorchScriptEmitter.emit(spec, FloatFormat.BF16).key());
    }

    @Test
    void decodersTurnTheirLargeProductsInSinglePrecisionOnly() {
        Gpt2Spec large = (Gpt2Spec) Presets.find("gpt2").orElseThrow();
        Gpt2Spec small = (Gpt2Spec) Presets.find("gpt2-test").orElseThrow();
        String call = "(self).dense(";
        assertThat(TorchScriptEmitter.emit(large, FloatFormat.FP32).source())
                .contains(call)
                .containsOnlyOnce("torch.linear(");
        assertThat(TorchScriptEmitter.emit(small, FloatFormat.FP32).source()).doesNotContain(call);
        assertThat(TorchScriptEmitter.emit(large, FloatFormat.BF16).source()).doesNotContain("dense");
        BertSpec encoder = (BertSpec) Presets.find("bert-base").orElseThrow();
        assertThat(TorchScriptEmitter.emit(encoder, FloatFormat.FP32).source()).doesNotContain(call);
    }

    @Test
    void stackedViewsCutAcrossTheirParts() throws Exception {
        WeightSpec upper = WeightSpec.matrix("upper", 3, 4, 0.5f);
        WeightSpec lower = WeightSpec.matrix("lower", 5, 4, 0.5f);
        TensorView stacked =
                new TensorView.Stacked(List.of(new TensorView.Direct(upper), new TensorView.Direct(lower)));
        SeededWeights weights = new SeededWeights(1);
        float[] whole = new float[8 * 4];
        weights.read(upper, 0, whole, 0, 12);
        weights.read(lower, 0, whole, 12, 20);
        float[] middle = new float[4 * 4];
        stacked.rows(weights, 2, 4, middle);
        assertThat(stacked.shape()).containsExactly(8, 4);
        assertThat(middle).isEqualTo(Arrays.copyOfRange(whole, 8, 24));
    }

    @Test
    void entriesBeyondFourGibibytesAreFound() throws Exception {
        byte[] zeros = new byte[1 << 24];
        long size = (1L << 32) + 5;
        Path file = folder.resolve("large.zip");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            // Zeros are left out, which makes a file with a hole in it.
            StoredZip zip = new StoredZip(bytes -> {
                if (bytes.length == zeros.length) {
                    channel.position(channel.position() + bytes.length);
                } else {
                    channel.write(ByteBuffer.wrap(bytes));
                }
            });
            StoredZip.OpenEntry large = zip.begin("a/large", size);
            for (long left = size; left > 0; left -= Math.min(left, zeros.length)) {
                large.write(left >= zeros.length ? zeros : new byte[(int) left]);
            }
            large.end();
            zip.add("a/small", new byte[] {7, 8});
            zip.finish();
        }
        try (ZipFile zip = new ZipFile(file.toFile())) {
            assertThat(zip.getEntry("a/large").getSize()).isEqualTo(size);
            assertThat(content(zip, "a/small")).containsExactly(7, 8);
        }
    }

    private String hash(Gpt2Spec spec, long seed) throws IOException {
        TorchScriptModel model = TorchScriptEmitter.emit(spec, FloatFormat.FP32);
        return TorchScriptFiles.write(model, new SeededWeights(seed), folder, bytes -> {})
                .sha256();
    }

    private static byte[] encoded(SeededWeights weights, WeightSpec tensor) {
        int count = Math.toIntExact(tensor.elements());
        float[] values = new float[count];
        weights.read(tensor, 0, values, 0, count);
        byte[] bytes = new byte[2 * count];
        FloatFormat.FP16.encode(values, 0, count, bytes, 0);
        return bytes;
    }

    private static byte[] content(ZipFile zip, String name) throws IOException {
        return zip.getInputStream(zip.getEntry(name)).readAllBytes();
    }

    private static int placeOf(byte[] all, byte[] part) {
        byte[] head = Arrays.copyOf(part, 32);
        for (int at = 0; at < all.length - part.length; at++) {
            if (Arrays.equals(all, at, at + 32, head, 0, 32)) {
                return at;
            }
        }
        throw new AssertionError("the tensor is not there");
    }
}
