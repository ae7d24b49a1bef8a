/**
 * The door to the harness: {@link io.inferbench.core.Benchmark} runs a plan and returns its report.
 *
 * <pre>{@code
 * BenchmarkConfig config = ...;
 * RunOutcome outcome = Benchmark.create().run(config);
 * }</pre>
 */
@NullMarked
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
package io.inferbench.core;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
