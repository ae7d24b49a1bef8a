/**
 * Backends that misbehave, to see that the harness notices: {@code examples/plans/faults.yaml} runs them.
 *
 * <p>They are in no service file of this jar; {@code --jar examples/faults} makes them known, beside one that is not there.
 */
@NullMarked
@API(status = API.Status.INTERNAL, since = "0.1.0")
package io.inferbench.examples.faults;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
