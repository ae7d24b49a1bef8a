/**
 * Values and the provider shape shared by every service interface.
 *
 * <p>A provider is a name and a door: {@link io.inferbench.api.Provider} says who it is, its {@code open} method
 * returns the session that holds the state. The values here ({@link io.inferbench.api.Tensor}, {@link
 * io.inferbench.api.Device}, {@link io.inferbench.api.Precision}) cross the boundary between the harness and its
 * plug-ins and depend on nothing but the JDK.
 */
@NullMarked
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
package io.inferbench.api;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
