/**
 * TensorRT through the JavaCPP presets: builds an engine from an ONNX model, or loads one, and runs it on one CUDA stream.
 *
 * <p>{@link TensorrtBackend} is the door; classes behind {@code TensorrtDoor} touch engine types. One binary serves TensorRT 10.6
 * and 11: only methods that both have are called.
 */
@NullMarked
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
package io.inferbench.backend.tensorrt;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
