/**
 * Servers that a run starts and stops: their command, their readiness, their end with all their children, and what they
 * say of themselves meanwhile.
 */
@NullMarked
package io.inferbench.backend.remote.server;

import org.jspecify.annotations.NullMarked;
