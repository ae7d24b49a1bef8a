/**
 * Model files on disk: written once, found again, shared by processes.
 *
 * <p>Every entry of a {@link io.inferbench.models.store.ModelStore} is a folder whose name holds a hash of all that decides
 * its bytes. A folder appears under its name only when it is whole.
 */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package io.inferbench.models.store;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
