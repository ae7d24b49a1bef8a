package io.inferbench.models.spec;

import io.inferbench.models.weights.WeightSpec;
import org.apiguardian.api.API;

/**
 * The tensors of a dense layer with a bias.
 *
 * @param weight the matrix in the checkpoint's layout
 * @param bias one value per output
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record LinearTensors(WeightSpec weight, WeightSpec bias) {}
