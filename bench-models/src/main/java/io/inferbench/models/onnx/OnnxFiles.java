package io.inferbench.models.onnx;

import io.inferbench.models.store.Hashes;
import io.inferbench.models.weights.OrderedPieces;
import io.inferbench.models.weights.WeightSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.function.LongConsumer;
import org.apiguardian.api.API;

/**
 * Writes a model's graph and weights into a folder.
 *
 * <p>A few threads compute pieces of a megabyte each, one thread writes and hashes them in order, so heap use does not
 * grow with the model and the bytes do not depend on the number of threads.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class OnnxFiles {
    /** The graph's file. */
    public static final String MODEL_FILE = "model.onnx";

    private OnnxFiles() {}

    /** The file of the pass over the prompt that belongs to a {@link OnnxVariant#PLAIN} decoder. */
    public static final String PREFILL_FILE = "prefill.onnx";

    /**
     * What was written.
     *
     * @param graphSha256 of {@link #MODEL_FILE}
     * @param dataSha256 of {@link OnnxModel#DATA_FILE}
     * @param graphBytes the length of the graph's file
     * @param dataBytes the length of the data file
     */
    public record Written(String graphSha256, String dataSha256, long graphBytes, long dataBytes) {}

    /**
     * Writes both files into an existing folder, over files of the same names.
     *
     * @param progress told the number of data bytes written so far, on the calling thread
     * @throws IOException if the folder cannot be written or the weights cannot be read
     */
    public static Written write(OnnxModel model, WeightSource weights, Path folder, LongConsumer progress)
            throws IOException {
        byte[] graph = model.file(weights);
        Files.write(folder.resolve(MODEL_FILE), graph);
        String dataHash = writeData(model, weights, folder.resolve(OnnxModel.DATA_FILE), progress);
        return new Written(Hashes.sha256(graph), dataHash, graph.length, model.dataBytes());
    }

    /**
     * Writes a second graph over the weights of the first, which are there already.
     *
     * @return the bytes written
     * @throws IllegalArgumentException if it does not find its weights at the same places
     */
    public static byte[] writePrefill(OnnxModel prefill, OnnxModel step, WeightSource weights, Path folder)
            throws IOException {
        if (!prefill.sharesDataWith(step)) {
            throw new IllegalArgumentException("the graphs of prompt and step differ in their weights");
        }
        byte[] graph = prefill.file(weights);
        Files.write(folder.resolve(PREFILL_FILE), graph);
        return graph;
    }

    private static String writeData(OnnxModel model, WeightSource weights, Path file, LongConsumer progress)
            throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            MessageDigest digest = Hashes.sha256();
            Iterator<OrderedPieces.Piece> pieces = model.pieces(OrderedPieces.VALUES_PER_PIECE).stream()
                    .<OrderedPieces.Piece>map(piece -> () -> piece.bytes(weights))
                    .iterator();
            long[] written = {0};
            OrderedPieces.compute(pieces, bytes -> {
                digest.update(bytes);
                writeFully(channel, bytes);
                written[0] += bytes.length;
                progress.accept(written[0]);
            });
            channel.force(true);
            return HexFormat.of().formatHex(digest.digest());
        }
    }

    private static void writeFully(FileChannel channel, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }
}
