package com.example.ejml;

import io.inferbench.api.Tensor;
import io.inferbench.api.backend.TensorCall;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_FDRM;

/** One batch; everything that a run needs is made here, before any run. */
final class EjmlCall implements TensorCall {

    private final EjmlSession session;
    private final List<FMatrixRMaj> layers;
    private final FloatBuffer input;
    /** The values between layers: the input's first, the output's last. */
    private final List<FMatrixRMaj> values;

    private final FloatBuffer output;
    private final List<Tensor> outputs;
    private boolean closed;

    EjmlCall(EjmlSession session, List<FMatrixRMaj> layers, Tensor x) {
        this.session = session;
        this.layers = layers;
        this.input = x.bytes().asFloatBuffer();
        int batchSize = Math.toIntExact(x.shape()[0]);
        this.values = new ArrayList<>();
        values.add(new FMatrixRMaj(batchSize, layers.get(0).numRows));
        layers.forEach(layer -> values.add(new FMatrixRMaj(batchSize, layer.numCols)));
        int width = layers.get(layers.size() - 1).numCols;
        Tensor y = Tensor.allocate(Perceptron.OUTPUT, x.type(), batchSize, width);
        this.output = y.bytes().asFloatBuffer();
        this.outputs = List.of(y);
    }

    /** Copies the input in each time, because a user pays for it each time. */
    @Override
    public void run() {
        session.requireOpen();
        if (closed) {
            throw new IllegalStateException("the call is closed");
        }
        input.get(0, values.get(0).data);
        for (int layer = 0; layer < layers.size(); layer++) {
            if (layer > 0) {
                rectify(values.get(layer).data);
            }
            CommonOps_FDRM.mult(values.get(layer), layers.get(layer), values.get(layer + 1));
        }
        output.put(0, values.get(layers.size()).data);
    }

    private static void rectify(float[] data) {
        for (int at = 0; at < data.length; at++) {
            data[at] = Math.max(0, data[at]);
        }
    }

    @Override
    public List<Tensor> outputs() {
        return outputs;
    }

    @Override
    public void close() {
        closed = true;
    }
}
