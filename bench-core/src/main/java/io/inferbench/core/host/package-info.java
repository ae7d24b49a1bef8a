/**
 * What the operating system tells about itself and this process, read from its files or, elsewhere than on Linux, through
 * OSHI.
 *
 * <p>Every reading goes through {@link io.inferbench.core.host.SystemFiles}, so that all parsing is tested with captured
 * text. What a machine does not tell is absent, never zero.
 */
@NullMarked
@API(status = API.Status.INTERNAL, since = "0.1.0")
package io.inferbench.core.host;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
