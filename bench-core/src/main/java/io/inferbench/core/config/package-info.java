/**
 * What a user asks for: the plan file as immutable values, and its reader.
 *
 * <p>Every setting has a default except what to run; units and defaults stand at each record.
 */
@NullMarked
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
package io.inferbench.core.config;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
