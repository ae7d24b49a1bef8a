package io.inferbench.models.weights;

import java.io.IOException;
import org.apiguardian.api.API;

/**
 * Named weight tensors, readable piece by piece from several threads at once.
 *
 * <p>The same source must give the same values for the same piece, whatever was read before it.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public interface WeightSource extends AutoCloseable {

    /** A text that differs whenever the values may differ; part of the key of every file written from this source. */
    String fingerprint();

    /**
     * Copies {@code count} values of a tensor, in row-major order, into {@code target}.
     *
     * @param first the index of the first value wanted, counted over the whole tensor
     * @throws IOException if the values are kept in a file that can no longer be read
     */
    void read(WeightSpec tensor, long first, float[] target, int at, int count) throws IOException;

    /** Lets go of files; reading afterwards is not defined. */
    @Override
    void close();
}
