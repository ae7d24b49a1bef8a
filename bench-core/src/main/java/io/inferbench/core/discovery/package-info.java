/**
 * Which providers are on the class path, and which jars are broken.
 *
 * <p>{@link io.inferbench.core.discovery.ProviderCatalog} is made once per process and passed on. A jar that does not
 * load becomes a {@link io.inferbench.core.discovery.DiscoveryFailure}; the others are found all the same.
 */
@NullMarked
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
package io.inferbench.core.discovery;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
