/**
 * Connections and what goes over them: many requests in flight on few threads, stamped where their bytes are read.
 *
 * <p>Everything of a {@link io.inferbench.backend.remote.wire.Lane} belongs to the thread of its event loop; nothing in
 * it is locked.
 */
@NullMarked
@API(status = API.Status.INTERNAL, since = "0.1.0")
package io.inferbench.backend.remote.wire;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
