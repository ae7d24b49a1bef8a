/**
 * On what a run was made: enough to see why two reports differ, and nothing that is nobody's business.
 *
 * <p>{@link io.inferbench.core.environment.EnvironmentCapture} answers with an
 * {@link io.inferbench.core.environment.Environment}: named sections of names and values, to which others add their own (a
 * GPU's driver, the libraries an engine loaded). Of environment variables only a fixed list is looked at; what a name gives
 * away as a secret is masked wherever it stands.
 */
@NullMarked
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
package io.inferbench.core.environment;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
