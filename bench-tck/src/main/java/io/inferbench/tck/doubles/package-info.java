/**
 * Doubles for tests of code that uses backends, models, workloads, sinks or clocks: real implementations of the service
 * interfaces, sound by their contracts, whose latency, outputs and failures the test decides.
 */
@NullMarked
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
package io.inferbench.tck.doubles;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
