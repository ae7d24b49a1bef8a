/**
 * The harness measured.
 *
 * <p>{@link io.inferbench.benchmarks.LoopCost}: time and allocation of one timed iteration around a call that does nothing.
 * {@link io.inferbench.benchmarks.PairedLoops}: a real model through the harness against a bare loop over the same session.
 * {@link io.inferbench.benchmarks.DjlLoops}: the same against a bare DJL loop. They end with exit code 1 if a bar is missed. {@link
 * io.inferbench.benchmarks.MemoryLoops}: resident memory over many sessions and runs. {@link io.inferbench.benchmarks.RemoteAccuracy} and {@link
 * io.inferbench.benchmarks.RemoteCapacity}: the remote client against a server whose answers are known. {@link
 * io.inferbench.benchmarks.OpenLoop}: whether requests start when a schedule says so.
 */
@NullMarked
@API(status = API.Status.INTERNAL, since = "0.1.0")
package io.inferbench.benchmarks;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
