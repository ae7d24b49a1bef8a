/**
 * The report as one page for a browser: it needs no network and carries its charts inside.
 *
 * <p>What is drawn is computed here from the report; the script of the page draws and sorts, and computes nothing.
 */
@NullMarked
@API(status = API.Status.INTERNAL, since = "0.1.0")
package io.inferbench.report.html;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
