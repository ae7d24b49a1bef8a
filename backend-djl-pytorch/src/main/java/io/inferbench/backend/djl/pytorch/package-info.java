/**
 * PyTorch as a backend, through Deep Java Library's engine, without Python and without a download.
 *
 * <p>Modules are TorchScript archives: those of {@code bench-models}, and any other whose inputs are declared. Provider
 * classes hold no engine type, so they load, and say what is missing, while the engine's jars are absent; all engine types
 * are behind {@code PytorchDoor}.
 */
@NullMarked
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
package io.inferbench.backend.djl.pytorch;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
