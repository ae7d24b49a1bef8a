package io.inferbench.core.gpu.nvml;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Two GPUs' worth of NVML in Java; a function without a script answers NOT_SUPPORTED. */
final class FakeNvml {

    static final int NOT_SUPPORTED = 3;

    private final Map<String, InvocationHandler> scripts = new HashMap<>();
    int initialised;
    int released;

    FakeNvml() {
        on("nvmlInit_v2", arguments -> initialised++);
        on("nvmlShutdown", arguments -> released++);
        on("nvmlDeviceGetCount_v2", arguments -> ((IntByReference) arguments[0]).setValue(2));
        on(
                "nvmlDeviceGetHandleByIndex_v2",
                arguments -> ((PointerByReference) arguments[1])
                        .setValue(Pointer.createConstant(100L + (Integer) arguments[0])));
        text("nvmlSystemGetDriverVersion", 0, "580.159.04");
        text("nvmlDeviceGetName", 1, "NVIDIA H200");
        on("nvmlSystemGetCudaDriverVersion_v2", arguments -> ((IntByReference) arguments[0]).setValue(13000));
    }

    interface Script {
        void run(Object[] arguments);
    }

    void on(String function, Script script) {
        scripts.put(function, (proxy, method, arguments) -> {
            script.run(arguments);
            return NvmlLibrary.SUCCESS;
        });
    }

    void answer(String function, int status) {
        scripts.put(function, (proxy, method, arguments) -> status);
    }

    void number(String function, int argument, int value) {
        on(function, arguments -> ((IntByReference) arguments[argument]).setValue(value));
    }

    void wide(String function, int argument, long value) {
        on(function, arguments -> ((LongByReference) arguments[argument]).setValue(value));
    }

    void text(String function, int argument, String value) {
        on(function, arguments -> {
            byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
            System.arraycopy(bytes, 0, (byte[]) arguments[argument], 0, bytes.length);
        });
    }

    NvmlLibrary library() {
        return (NvmlLibrary) Proxy.newProxyInstance(
                FakeNvml.class.getClassLoader(),
                new Class<?>[] {NvmlLibrary.class},
                (proxy, method, arguments) -> scripts.containsKey(method.getName())
                        ? scripts.get(method.getName())
                                .invoke(proxy, method, arguments == null ? new Object[0] : arguments)
                        : NOT_SUPPORTED);
    }
}
