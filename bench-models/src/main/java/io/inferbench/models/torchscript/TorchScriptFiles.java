package io.inferbench.models.torchscript;

import io.inferbench.models.store.Hashes;
import io.inferbench.models.weights.OrderedPieces;
import io.inferbench.models.weights.TensorChunk;
import io.inferbench.models.weights.WeightSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.LongConsumer;
import org.apiguardian.api.API;

/**
 * Writes a module's archive, weights included.
 *
 * <p>Weights stream from their source into the archive; heap use does not grow with the model.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class TorchScriptFiles {
    /** The archive. */
    public static final String MODEL_FILE = "model.pt";

    /** The archive's extra file of facts, for whoever opens it without its {@code ModelArtifact}. */
    public static final String FACTS_FILE = "inferbench.properties";

    /** What every entry's name begins with; readers take any folder. */
    private static final String FOLDER = "model/";

    /** The version of operators and archive layout that PyTorch has written since 1.12 and still reads. */
    private static final String FORMAT_VERSION = "10\n";

    private TorchScriptFiles() {}

    /**
     * What was written.
     *
     * @param sha256 of the archive
     * @param bytes its length
     */
    public record Written(String sha256, long bytes) {}

    /**
     * Writes the archive into an existing folder, over a file of the same name.
     *
     * @param progress told the number of bytes written so far, on the calling thread
     * @throws IOException if the folder cannot be written or the weights cannot be read
     */
    public static Written write(TorchScriptModel model, WeightSource weights, Path folder, LongConsumer progress)
            throws IOException {
        MessageDigest digest = Hashes.sha256();
        try (FileChannel channel = FileChannel.open(
                folder.resolve(MODEL_FILE),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            StoredZip zip = new StoredZip(bytes -> {
                digest.update(bytes);
                writeFully(channel, bytes);
            });
            writeTexts(model, zip);
            writeTensors(model, weights, zip, progress);
            zip.finish();
            channel.force(true);
            return new Written(HexFormat.of().formatHex(digest.digest()), zip.position());
        }
    }

    private static void writeTexts(TorchScriptModel model, StoredZip zip) throws IOException {
        zip.add(FOLDER + "data.pkl", model.pickle());
        zip.add(FOLDER + "byteorder", ascii("little"));
        zip.add(FOLDER + "code/__torch__.py", ascii(model.source()));
        zip.add(FOLDER + "constants.pkl", new Pickle().emptyTuple().finish());
        zip.add(FOLDER + "version", ascii(FORMAT_VERSION));
        zip.add(FOLDER + "extra/" + FACTS_FILE, ascii(model.factsFile()));
    }

    private static void writeTensors(TorchScriptModel model, WeightSource weights, StoredZip zip, LongConsumer progress)
            throws IOException {
        List<OrderedPieces.Piece> pieces = new ArrayList<>();
        for (ModuleTensor tensor : model.tensors()) {
            for (TensorChunk chunk : TensorChunk.cut(tensor.view(), tensor.format(), OrderedPieces.VALUES_PER_PIECE)) {
                pieces.add(() -> chunk.bytes(weights));
            }
        }
        TensorEntries entries = new TensorEntries(model.tensors(), zip);
        OrderedPieces.compute(pieces.iterator(), bytes -> {
            entries.take(bytes);
            progress.accept(zip.position());
        });
    }

    /** Opens and ends the archive's entries as the bytes of one tensor after the other come in. */
    private static final class TensorEntries {
        private final List<ModuleTensor> tensors;
        private final StoredZip zip;
        private int begun;
        private long left;
        private StoredZip.OpenEntry entry;

        TensorEntries(List<ModuleTensor> tensors, StoredZip zip) throws IOException {
            this.tensors = tensors;
            this.zip = zip;
            this.entry = begin();
        }

        private StoredZip.OpenEntry begin() throws IOException {
            left = tensors.get(begun).bytes();
            return zip.begin(FOLDER + "data/" + begun++, left);
        }

        void take(byte[] bytes) throws IOException {
            entry.write(bytes);
            left -= bytes.length;
            if (left == 0) {
                entry.end();
                if (begun < tensors.size()) {
                    entry = begin();
                }
            }
        }
    }

    private static void writeFully(FileChannel channel, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
