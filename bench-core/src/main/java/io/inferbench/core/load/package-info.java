/**
 * When requests of an open-loop load start: arrival processes, the schedule they give, and the check that it was kept.
 *
 * <p>A schedule is made up front from its own seed, can be exported and replayed, and is never re-anchored: latency runs from
 * the instant it names, however late the request really left.
 */
@NullMarked
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
package io.inferbench.core.load;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
