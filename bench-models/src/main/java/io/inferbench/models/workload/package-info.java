/**
 * Requests made of real text: sentences from a file, tokenised as the model was trained.
 *
 * <p>Everything is read and tokenised when a workload is opened; afterwards a request is a look-up.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@NullMarked
package io.inferbench.models.workload;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
