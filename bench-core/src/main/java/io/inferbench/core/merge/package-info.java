/**
 * Several finished runs as one report, and a part of one: so that results of several days and machines stand on one page.
 *
 * <p>Begin at {@link io.inferbench.core.merge.MergedRuns}.
 */
@NullMarked
@API(status = API.Status.INTERNAL, since = "0.1.0")
package io.inferbench.core.merge;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
