/**
 * The backend SPI: an engine that the harness can open, feed and close.
 *
 * <p>Capabilities are sub-interfaces of {@link io.inferbench.api.backend.BackendSession}: one that runs tensors
 * ({@link io.inferbench.api.backend.TensorSession}), one that generates tokens ({@link
 * io.inferbench.api.backend.GenerationSession}), one that keeps many requests in flight ({@link
 * io.inferbench.api.backend.RequestSession}). The harness times calls; a backend does not, except for what arrives at a
 * socket. The rules are numbered B-00 … B-16, G-01 … G-10 and R-01 … R-10 in {@code docs/contract.md} and tested by
 * {@code bench-tck}.
 */
@NullMarked
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
package io.inferbench.api.backend;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
