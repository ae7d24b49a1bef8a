/** NVIDIA's management library through JNA: the mapping, and the probe over it. */
@NullMarked
@API(status = API.Status.INTERNAL, since = "0.1.0")
package io.inferbench.core.gpu.nvml;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
