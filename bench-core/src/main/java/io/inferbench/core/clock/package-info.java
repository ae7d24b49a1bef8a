/**
 * The monotonic clock that everything here is timed with, and what that clock is worth on this machine.
 *
 * <p>Code that waits or that is tested for what it does in time takes a {@link io.inferbench.core.clock.NanoClock}; the
 * timed loop itself calls {@link java.lang.System#nanoTime} and nothing between.
 */
@NullMarked
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
package io.inferbench.core.clock;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
