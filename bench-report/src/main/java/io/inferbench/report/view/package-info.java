/**
 * What pages and charts show of a report: trials by subject and engine, distributions, curves and series over time.
 *
 * <p>Everything is computed from the report's raw samples by the statistics of the harness; nothing here formats or draws.
 */
@NullMarked
@API(status = API.Status.INTERNAL, since = "0.1.0")
package io.inferbench.report.view;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
