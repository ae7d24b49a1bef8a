/**
 * The folder of a run and the journal in it, from which an interrupted run can be finished.
 *
 * <p>The journal is one JSON value a line: the header, then the outcome of each fork, forced to the disk before the next
 * fork starts.
 */
@NullMarked
@API(status = API.Status.INTERNAL, since = "0.1.0")
package io.inferbench.core.journal;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
