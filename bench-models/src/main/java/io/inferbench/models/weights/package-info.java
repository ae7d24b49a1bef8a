/**
 * Where the numbers of a model come from: named tensors, drawn from a seed or read from a checkpoint folder.
 *
 * <p>A {@link io.inferbench.models.weights.WeightSource} answers any part of any tensor, so that files of any size are
 * written from a few megabytes of heap, in parallel and in any order, with the same bytes each time. Names and layouts are
 * those of the Hugging Face checkpoints, whatever the source and whatever the target format.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@NullMarked
package io.inferbench.models.weights;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
