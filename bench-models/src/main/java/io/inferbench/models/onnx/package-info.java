/**
 * Model specs as ONNX files: the graph as a small protobuf, the weights in one aligned file beside it.
 *
 * <p>{@link io.inferbench.models.onnx.OnnxEmitter} turns a spec into an {@link io.inferbench.models.onnx.OnnxModel}, and
 * {@link io.inferbench.models.onnx.OnnxFiles} streams that to disk from any weight source. The same model and the same
 * weights give the same bytes. What the graphs take and return is written down in {@code docs/models.md}.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@NullMarked
package io.inferbench.models.onnx;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
