/**
 * What other tools would have said of the same requests: their formulas, word for word, beside ours.
 */
@NullMarked
@API(status = API.Status.INTERNAL, since = "0.1.0")
package io.inferbench.core.serve.peer;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
