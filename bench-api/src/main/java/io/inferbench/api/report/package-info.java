/**
 * The immutable result of a run, as sinks read it and the JSON report holds it.
 *
 * <p>Accessors are API; the canonical constructors of these records are called by the harness only and gain components
 * between minor versions. The JSON form carries its own schema number ({@code docs/report-format.md}).
 */
@NullMarked
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
package io.inferbench.api.report;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
