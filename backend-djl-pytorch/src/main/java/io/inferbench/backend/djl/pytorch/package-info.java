/**
 * Place of the PyTorch backend, which is not written yet: this jar registers no backend.
 *
 * <p>It will run TorchScript models through Deep Java Library.
 */
@NullMarked
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
package io.inferbench.backend.djl.pytorch;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
