/**
 * Driving a server: one pacing thread, many requests in flight, a record of each.
 *
 * <p>{@link io.inferbench.core.serve.LoadPacer} starts requests when they are due and never waits for an answer; {@link
 * io.inferbench.core.serve.Flight} receives what the session reports; {@link io.inferbench.core.serve.RequestRecord} is what
 * remains of a request, {@link io.inferbench.core.serve.RequestTables} its form in the report, and {@link
 * io.inferbench.core.serve.ServedFigures} computes the metrics of {@code docs/metrics.md} from records alone, so that a report
 * can be computed again.
 */
@NullMarked
@API(status = API.Status.INTERNAL, since = "0.1.0")
package io.inferbench.core.serve;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
