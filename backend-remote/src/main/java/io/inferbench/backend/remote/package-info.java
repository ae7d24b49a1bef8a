/**
 * Servers that speak OpenAI's HTTP interface: vLLM, SGLang, TensorRT-LLM's {@code trtllm-serve}, llama-server and others.
 *
 * <p>The backend {@code openai} keeps many requests in flight and stamps what arrives at the socket; {@code
 * docs/serving.md} says what it measures and how it treats answers that end badly.
 */
@NullMarked
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
package io.inferbench.backend.remote;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
