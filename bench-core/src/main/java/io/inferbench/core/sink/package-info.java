/**
 * The sinks that ship with the harness: JSON, CSV, Markdown, console and one {@code [BENCHMARK]} line per trial.
 *
 * <p>Every text is the same in every locale. Every file is written under a temporary name and renamed when it is whole.
 */
@NullMarked
@API(status = API.Status.INTERNAL, since = "0.1.0")
package io.inferbench.core.sink;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
