/**
 * Real weights: folders as the Hugging Face hub lays them out, with {@code config.json} and {@code *.safetensors} files.
 *
 * <p>Files are mapped into memory, never read as a whole. Whatever does not fit the architecture is reported at once, tensor
 * by tensor.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@NullMarked
package io.inferbench.models.checkpoint;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
