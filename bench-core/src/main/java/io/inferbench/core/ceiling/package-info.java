/**
 * What devices can do at most, by published figures or the plan's, and how far a result is from it.
 */
@NullMarked
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
package io.inferbench.core.ceiling;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
