package io.inferbench.models.reference;

import io.inferbench.models.spec.DecoderSpec;
import io.inferbench.models.spec.Gpt2Spec;
import io.inferbench.models.spec.LlamaSpec;
import io.inferbench.models.weights.WeightSource;
import java.io.IOException;
import org.apiguardian.api.API;

/** A decoder as plain loops: every call reads the whole sequence anew. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public interface DecoderReference {

    /**
     * The logits of the token that follows these.
     *
     * @throws IOException if the weights cannot be read
     */
    double[] logits(int[] tokens) throws IOException;

    /** The reference of that architecture; the caller closes the weights. */
    static DecoderReference of(DecoderSpec spec, WeightSource weights) {
        return spec instanceof Gpt2Spec gpt2
                ? new Gpt2Reference(gpt2, weights)
                : new LlamaReference((LlamaSpec) spec, weights);
    }
}
