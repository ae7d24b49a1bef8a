/**
 * From a plan to a report: runs the schedule fork by fork, keeps the journal, and tells the sinks.
 */
@NullMarked
@API(status = API.Status.INTERNAL, since = "0.1.0")
package io.inferbench.core.execution;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
