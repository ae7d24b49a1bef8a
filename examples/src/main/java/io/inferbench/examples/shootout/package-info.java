/**
 * The commands of the command line: each turns its flags into a {@link io.inferbench.core.config.BenchmarkConfig} or shows
 * what is there; running is the library's.
 */
@NullMarked
@API(status = API.Status.INTERNAL, since = "0.1.0")
package io.inferbench.examples.shootout;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
