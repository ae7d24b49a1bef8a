/**
 * From the forks of a trial to the figures of a report: summaries per metric, the fraction of the hardware's limit, and
 * rankings of comparable trials.
 *
 * <p>Pure functions of what the forks recorded, so that a report can be computed again from its raw samples.
 */
@NullMarked
@API(status = API.Status.INTERNAL, since = "0.1.0")
package io.inferbench.core.summary;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
