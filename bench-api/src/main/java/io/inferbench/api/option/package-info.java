/**
 * Typed options: declared by a provider, parsed once, unknown keys refused with the known list.
 *
 * <p>Only {@link io.inferbench.api.option.Options#parse} sees strings; a provider reads values by its own {@link
 * io.inferbench.api.option.OptionSpec} constants.
 */
@NullMarked
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
package io.inferbench.api.option;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
