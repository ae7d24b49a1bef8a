/**
 * What in-process backends have in common: answering for an engine that is not there, choosing a device, and freeing native
 * memory that nobody is inside of.
 *
 * <p>For authors of backends, who may use it or not; nobody else sees it. It knows {@code bench-api} alone, and the binding
 * of the CUDA runtime where a backend brings that along.
 */
@NullMarked
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
package io.inferbench.backend.support;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
