/**
 * Running one fork of one trial: phases, the timed loop, and where forks run.
 *
 * <p>{@link io.inferbench.core.run.TrialBody} is one fork from opening to closing; a {@link
 * io.inferbench.core.run.ForkRunner} decides in which process that happens. Only {@link
 * io.inferbench.core.run.IterationLoop} and its sibling for generation take times.
 */
@NullMarked
@API(status = API.Status.INTERNAL, since = "0.1.0")
package io.inferbench.core.run;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
