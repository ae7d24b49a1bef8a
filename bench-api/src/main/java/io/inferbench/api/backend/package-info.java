/**
 * The backend SPI: an engine that the harness can open, feed and close.
 *
 * <p>Capabilities are sub-interfaces of {@link io.inferbench.api.backend.BackendSession}: one that runs tensors
 * ({@link io.inferbench.api.backend.TensorSession}), one that generates tokens ({@link
 * io.inferbench.api.backend.GenerationSession}). The harness times calls; a backend never does. The rules are numbered
 * B-00 … B-16 and G-01 … G-10 in {@code docs/contract.md} and tested by {@code bench-tck}.
 */
@NullMarked
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
package io.inferbench.api.backend;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
