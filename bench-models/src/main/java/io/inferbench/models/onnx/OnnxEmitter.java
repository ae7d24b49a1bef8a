package io.inferbench.models.onnx;

import io.inferbench.api.model.ModelException;
import io.inferbench.models.spec.BertSpec;
import io.inferbench.models.spec.Gpt2Spec;
import io.inferbench.models.spec.LlamaSpec;
import io.inferbench.models.spec.TransformerSpec;
import io.inferbench.models.weights.FloatFormat;
import org.apiguardian.api.API;

/** Turns model specs into ONNX graphs. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class OnnxEmitter {

    private OnnxEmitter() {}

    /**
     * Describes the ONNX form of a model; no weight is touched yet.
     *
     * @param format the precision of weights and hidden states; integer inputs and the float results do not change with it
     *
     * @throws ModelException if there is no such form of this architecture, with the forms there are
     */
    public static OnnxModel emit(TransformerSpec spec, FloatFormat format, OnnxVariant variant) throws ModelException {
        if (spec instanceof BertSpec bert) {
            if (variant == OnnxVariant.FUSED && format == FloatFormat.BF16) {
                throw new ModelException(spec.name() + ": ONNX Runtime has no fused BERT kernels in bf16;"
                        + " take fp16, or the format onnx instead of onnx-fused");
            }
            return switch (variant) {
                case FUSED -> new FusedBertGraph(bert, format).build();
                case STANDARD, PLAIN -> new StandardBertGraph(bert, format, variant).build();
                case PLAIN_PREFILL -> throw new ModelException(spec.name() + " has no cache to fill");
            };
        }
        return spec instanceof Gpt2Spec gpt2
                ? new Gpt2Graph(gpt2, format, variant).build()
                : new LlamaGraph((LlamaSpec) spec, format, variant).build();
    }
}
