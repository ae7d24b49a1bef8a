/**
 * Two runs beside each other: what differs in their environments, and per trial whether the newer one is faster, slower,
 * equivalent within a margin, or whether the samples cannot tell.
 *
 * <p>Begin at {@link io.inferbench.core.compare.Comparison}. Pure functions of two reports: no files, no clocks; the same
 * reports give the same answer on every machine.
 */
@NullMarked
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
package io.inferbench.core.compare;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
