/**
 * Place of the TensorRT backend, which is not written yet: this jar registers no backend.
 *
 * <p>It will build engines from ONNX models through the JavaCPP presets of TensorRT and run them on one CUDA stream.
 */
@NullMarked
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
package io.inferbench.backend.tensorrt;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
