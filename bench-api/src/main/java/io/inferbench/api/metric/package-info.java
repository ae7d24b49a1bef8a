/**
 * Metric names and the sink SPI that receives the events of a run. Rules S-01 … S-06.
 */
@NullMarked
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
package io.inferbench.api.metric;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
