/**
 * The command line, {@link io.inferbench.examples.Shootout}, and numbered lessons that run.
 */
@NullMarked
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
package io.inferbench.examples;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
