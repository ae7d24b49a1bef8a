/**
 * Answers of OpenAI-compatible servers, read byte by byte: events, JSON, and what a chunk says.
 *
 * <p>Own code, because it runs between the socket and the stamp of the next event: a token costs no string and no tree.
 */
@NullMarked
package io.inferbench.backend.remote.stream;

import org.jspecify.annotations.NullMarked;
