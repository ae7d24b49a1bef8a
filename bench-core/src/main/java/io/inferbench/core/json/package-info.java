/**
 * The JSON form of a run's report: one mapper, used for report files and for what a fork sends back.
 *
 * <p>Names follow from the records of {@code io.inferbench.api.report} by rule: snake case, with units as suffixes. The
 * form is described in {@code docs/report-format.md} and fixed by {@code docs/report-schema-v1.json}.
 */
@NullMarked
@API(status = API.Status.INTERNAL, since = "0.1.0")
package io.inferbench.core.json;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
