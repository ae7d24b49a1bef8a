/**
 * An OpenAI-compatible HTTP server over any generation session: {@code /v1/completions}, {@code /v1/chat/completions},
 * {@code /v1/models} and {@code /health}, whole answers and server-sent events.
 *
 * <p>It gives the remote backend a real server to talk to on any machine, and shows what an application has to do around a
 * session: one generation at a time, cancellation when the caller hangs up, errors in the shape that clients expect.
 */
@NullMarked
package io.inferbench.examples.server;

import org.jspecify.annotations.NullMarked;
