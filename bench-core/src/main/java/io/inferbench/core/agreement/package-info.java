/**
 * Whether a backend's outputs are right: a reference's outputs are kept in a file, and each fork compares its own with them
 * on inputs that are proven to be the same.
 *
 * <p>Errors are relative to the largest value of an output, so that one tolerance per precision fits every model.
 */
@NullMarked
@API(status = API.Status.INTERNAL, since = "0.1.0")
package io.inferbench.core.agreement;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
