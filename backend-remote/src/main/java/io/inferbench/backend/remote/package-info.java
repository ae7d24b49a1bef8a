/**
 * Place of the backend for OpenAI-compatible HTTP servers, which is not written yet: this jar registers no backend.
 *
 * <p>It will drive vLLM, SGLang, TensorRT-LLM and other servers, and start and stop them.
 */
@NullMarked
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
package io.inferbench.backend.remote;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
