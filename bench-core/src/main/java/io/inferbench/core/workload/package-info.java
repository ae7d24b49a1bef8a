/**
 * Workloads that need no file of ours: seeded tokens and tensors for any model, seeded prompts, prompts from a file.
 *
 * <p>Everything drawn comes from {@link io.inferbench.core.workload.Draws}: request {@code r} of input {@code n} has a
 * stream of its own under the run's seed, so the same plan gives the same requests on every machine and JVM, and another
 * input, backend or number of requests does not change them.
 */
@NullMarked
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
package io.inferbench.core.workload;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
