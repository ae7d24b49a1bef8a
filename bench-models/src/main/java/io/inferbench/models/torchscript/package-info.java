/**
 * TorchScript archives written in pure Java, with the weights of the ONNX files tensor for tensor.
 *
 * <p>{@link io.inferbench.models.torchscript.TorchScriptEmitter} turns a spec into the source of one module and a list of its
 * tensors; {@link io.inferbench.models.torchscript.TorchScriptFiles} streams both into an uncompressed zip file as {@code
 * torch.jit.save} lays it out. What the modules take and give is a contract with backends, written down in {@code
 * docs/models.md}.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@NullMarked
package io.inferbench.models.torchscript;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
