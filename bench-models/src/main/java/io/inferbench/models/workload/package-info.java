/**
 * Requests for encoders and any model that takes tensors: real text, tokenised as the model was trained, or values drawn
 * from the seed.
 *
 * <p>Everything is read and tokenised when a workload is opened; afterwards a request is a look-up.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@NullMarked
package io.inferbench.models.workload;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
