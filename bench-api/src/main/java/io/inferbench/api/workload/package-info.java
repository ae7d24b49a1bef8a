/**
 * The workload SPI: a seeded, finite, random-access source of requests.
 *
 * <p>A workload never sleeps and never paces; pacing belongs to the harness. Rules W-01 … W-07.
 */
@NullMarked
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
package io.inferbench.api.workload;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
