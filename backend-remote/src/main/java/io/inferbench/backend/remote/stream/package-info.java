/**
 * Answers of OpenAI-compatible servers, read byte by byte: events, JSON, and what a chunk says.
 *
 * <p>Own code, because it runs between the socket and the stamp of the next event: a token costs no string and no tree.
 */
@NullMarked
@API(status = API.Status.INTERNAL, since = "0.1.0")
package io.inferbench.backend.remote.stream;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
