package io.inferbench.core.environment;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The environment variables that are known to change what an engine does; no other is looked at. */
final class VariableFacts {

    /** Whole names, never beginnings: NVIDIA_… is a setting as often as a key. */
    static final List<String> NAMES = List.of(
            "CUBLAS_WORKSPACE_CONFIG",
            "CUDA_CACHE_DISABLE",
            "CUDA_DEVICE_MAX_CONNECTIONS",
            "CUDA_DEVICE_ORDER",
            "CUDA_LAUNCH_BLOCKING",
            "CUDA_MODULE_LOADING",
            "CUDA_VISIBLE_DEVICES",
            "CUDNN_LOGDEST_DBG",
            "GLIBC_TUNABLES",
            "GOMP_CPU_AFFINITY",
            "JAVA_TOOL_OPTIONS",
            "JDK_JAVA_OPTIONS",
            "KMP_AFFINITY",
            "KMP_BLOCKTIME",
            "LD_BIND_NOW",
            "LD_LIBRARY_PATH",
            "LD_PRELOAD",
            "MALLOC_ARENA_MAX",
            "MALLOC_CONF",
            "MKL_DYNAMIC",
            "MKL_ENABLE_INSTRUCTIONS",
            "MKL_NUM_THREADS",
            "NCCL_ALGO",
            "NCCL_DEBUG",
            "NCCL_P2P_DISABLE",
            "NCCL_PROTO",
            "NCCL_SOCKET_IFNAME",
            "NVIDIA_TF32_OVERRIDE",
            "NVIDIA_VISIBLE_DEVICES",
            "OMP_DYNAMIC",
            "OMP_NUM_THREADS",
            "OMP_PLACES",
            "OMP_PROC_BIND",
            "OMP_WAIT_POLICY",
            "OPENBLAS_NUM_THREADS",
            "ORT_DISABLE_ALL_OPTIMIZATION",
            "PYTORCH_ALLOC_CONF",
            "PYTORCH_CUDA_ALLOC_CONF",
            "PYTORCH_FLAVOR",
            "PYTORCH_LIBRARY_PATH",
            "PYTORCH_VERSION",
            "TORCH_CUDNN_V8_API_DISABLED",
            "_JAVA_OPTIONS");

    private final Map<String, String> variables;

    VariableFacts(Map<String, String> variables) {
        this.variables = variables;
    }

    void gather(Section section) {
        for (String name : NAMES) {
            section.put(name, Optional.ofNullable(variables.get(name)).map(VariableFacts::told));
        }
    }

    /** An empty CUDA_VISIBLE_DEVICES hides every GPU, where none at all shows them. */
    private static String told(String value) {
        return value.isBlank() ? "(empty)" : Secrets.mask(value);
    }
}
