package io.inferbench.models.spec;

import io.inferbench.api.model.CallShape;
import io.inferbench.api.model.ModelCost;
import io.inferbench.models.weights.WeightSpec;
import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;

/** The sizes and options that make one transformer architecture. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public sealed interface TransformerSpec permits BertSpec, DecoderSpec {

    /** The name in plans and reports. */
    String name();

    /** The number of transformer blocks. */
    int layers();

    /** The width of the hidden state. */
    int hidden();

    /** The number of query heads. */
    int heads();

    /** The number of token ids. */
    int vocabulary();

    /** The longest sequence that the model has positions for. */
    int positions();

    /** Every weight tensor, each once: tied weights are one tensor. */
    List<WeightSpec> tensors();

    /**
     * The least work of one call; {@code docs/models.md} has the formulas and their sources.
     *
     * @param weightBytes the size of one weight, which is also that of one cached value
     * @return absent if this architecture has no call of that kind
     */
    Optional<ModelCost> cost(CallShape shape, int weightBytes);

    /** The number of weights, tied ones counted once. */
    default long parameterCount() {
        return tensors().stream().mapToLong(WeightSpec::elements).sum();
    }
}
