package io.inferbench.models.onnx;

import org.apiguardian.api.API;

/** The operators that a graph is written with. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public enum OnnxVariant {
    /** ONNX Runtime's own fused operators where they are faster; padding must be on the right. */
    FUSED,
    /** Operators of the ONNX standard only. */
    STANDARD,
    /**
     * Operators of the ONNX standard up to set 20 only: attention is two products and a softmax, which compilers such as TensorRT
     * recognise and fuse themselves. Of a decoder: one step that reads the cache and leaves writing it to its caller.
     */
    PLAIN,
    /** The pass over the prompt that belongs to the {@link #PLAIN} step of a decoder, with the same weights at the same places. */
    PLAIN_PREFILL
}
