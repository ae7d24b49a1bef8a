/**
 * What the GPUs did while something was measured: a port to read them, a sampler on its own thread, and what follows for
 * the verdict.
 *
 * <p>{@link io.inferbench.core.gpu.GpuProbe} is the only door to a driver; everything else here is tested without one.
 */
@NullMarked
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
package io.inferbench.core.gpu;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
