package io.inferbench.models.weights;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apiguardian.api.API;

/**
 * A run of rows of one tensor, small enough to be computed in memory.
 *
 * @param view the tensor
 * @param format how its values are stored
 * @param firstRow where the run starts
 * @param rows how long it is
 */
@API(status = API.Status.INTERNAL, since = "0.1")
public record TensorChunk(TensorView view, FloatFormat format, int firstRow, int rows) {

    /** A tensor cut into runs of about the given number of values, in order. */
    public static List<TensorChunk> cut(TensorView view, FloatFormat format, int values) {
        List<TensorChunk> chunks = new ArrayList<>();
        int step = Math.max(1, values / view.rowLength());
        for (int row = 0; row < view.rowCount(); row += step) {
            chunks.add(new TensorChunk(view, format, row, Math.min(step, view.rowCount() - row)));
        }
        return chunks;
    }

    /** The values as they stand in a file, little-endian. */
    public byte[] bytes(WeightSource weights) throws IOException {
        int count = Math.multiplyExact(rows, view.rowLength());
        float[] values = new float[count];
        view.rows(weights, firstRow, rows, values);
        byte[] raw = new byte[Math.multiplyExact(count, format.bytes())];
        format.encode(values, 0, count, raw, 0);
        return raw;
    }
}
