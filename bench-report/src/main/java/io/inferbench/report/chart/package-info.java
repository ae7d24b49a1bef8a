/**
 * Charts as PNG and SVG files, drawn without a browser and without a screen.
 */
@NullMarked
@API(status = API.Status.INTERNAL, since = "0.1.0")
package io.inferbench.report.chart;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
