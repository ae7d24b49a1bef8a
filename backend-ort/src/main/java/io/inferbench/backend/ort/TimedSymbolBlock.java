package io.inferbench.backend.ort;

import ai.djl.ndarray.NDList;
import ai.djl.onnxruntime.engine.OrtNDManager;
import ai.djl.onnxruntime.engine.OrtSymbolBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import ai.onnxruntime.OrtSession;

/**
 * DJL's block, with a clock around the one method that calls ONNX Runtime.
 *
 * <p>That method puts the arrays' handles into a map, calls {@code OrtSession.run} and wraps what comes back; the library offers
 * no place nearer to the engine.
 */
final class TimedSymbolBlock extends OrtSymbolBlock {

    private long latestNanos;

    TimedSymbolBlock(OrtSession session, OrtNDManager manager) {
        super(session, manager);
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> further) {
        long begin = System.nanoTime();
        NDList outputs = super.forwardInternal(parameters, inputs, training, further);
        latestNanos = System.nanoTime() - begin;
        return outputs;
    }

    /** Returns the time of the latest run; whoever asks has made it, since a session takes one call at a time. */
    long latestNanos() {
        return latestNanos;
    }
}
