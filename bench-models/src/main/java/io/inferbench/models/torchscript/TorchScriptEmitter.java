package io.inferbench.models.torchscript;

import io.inferbench.models.spec.BertSpec;
import io.inferbench.models.spec.Gpt2Spec;
import io.inferbench.models.spec.LlamaSpec;
import io.inferbench.models.spec.TransformerSpec;
import io.inferbench.models.weights.FloatFormat;
import org.apiguardian.api.API;

/** Turns model specs into TorchScript modules. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class TorchScriptEmitter {

    private TorchScriptEmitter() {}

    /**
     * Describes the TorchScript form of a model; no weight is touched yet.
     *
     * @param format the precision of weights, hidden states and caches; integer inputs and the float results do not change
     *     with it
     */
    public static TorchScriptModel emit(TransformerSpec spec, FloatFormat format) {
        if (spec instanceof BertSpec bert) {
            return new BertModule(bert, format).build();
        }
        return spec instanceof Gpt2Spec gpt2
                ? new Gpt2Module(gpt2, format).build()
                : new LlamaModule((LlamaSpec) spec, format).build();
    }
}
