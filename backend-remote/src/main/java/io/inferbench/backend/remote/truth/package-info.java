/**
 * A server whose answers are known to the nanosecond, to measure clients with.
 *
 * <p>It writes what a script says when the script says it, faults included, and records when it really wrote. Client and
 * server on one machine share {@link System#nanoTime}, across processes too on Linux, so that a client's times can be
 * compared with the truth.
 */
@NullMarked
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
package io.inferbench.backend.remote.truth;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
