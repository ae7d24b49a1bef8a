/**
 * ONNX Runtime as a backend, bare through its C++ API and as Java users run it through DJL.
 *
 * <p>{@code ort-cpu} binds the request's own buffers with IoBinding and allocates nothing per call. {@code ort-djl} runs the
 * same model through DJL's engine, marshalling included, to show what that layer costs. Provider classes hold no engine
 * type, so they load, and say what is missing, while the engine's jars are absent; all engine types are behind {@code
 * OrtDoor} and {@code DjlDoor}.
 */
@NullMarked
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
package io.inferbench.backend.ort;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
