/**
 * Servers that a run starts and stops: their command, their readiness, their end with all their children, and what they
 * say of themselves meanwhile.
 */
@NullMarked
@API(status = API.Status.INTERNAL, since = "0.1.0")
package io.inferbench.backend.remote.server;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
