package io.inferbench.models.spec;

import io.inferbench.models.weights.WeightSpec;
import org.apiguardian.api.API;

/**
 * The tensors of a layer normalisation.
 *
 * @param gain what the normalised value is multiplied by
 * @param bias what is added afterwards
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record NormTensors(WeightSpec gain, WeightSpec bias) {

    static NormTensors layerNorm(String stem, int width) {
        return new NormTensors(WeightSpec.gain(stem + ".weight", width), WeightSpec.bias(stem + ".bias", width));
    }
}
