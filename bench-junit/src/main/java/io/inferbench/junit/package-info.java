/**
 * Latency guarded in a team's own tests: a test fails when a measurement is slower than a baseline kept in the repository.
 *
 * <p>Begin at {@link io.inferbench.junit.SpeedGuard}. Take this module in test scope; it brings JUnit.
 */
@NullMarked
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
package io.inferbench.junit;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
