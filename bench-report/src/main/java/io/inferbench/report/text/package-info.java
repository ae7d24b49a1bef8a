/**
 * Summaries and tables as plain text, CSV and JSON.
 */
@NullMarked
@API(status = API.Status.INTERNAL, since = "0.1.0")
package io.inferbench.report.text;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
