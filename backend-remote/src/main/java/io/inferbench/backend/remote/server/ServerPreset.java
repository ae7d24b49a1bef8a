package io.inferbench.backend.remote.server;

import java.util.ArrayList;
import java.util.List;

/** Commands of known servers. */
public enum ServerPreset {
    /** {@code vllm serve}. */
    VLLM("/health", "vllm", "serve"),
    /** {@code python3 -m sglang.launch_server}. */
    SGLANG("/health", "python3", "-m", "sglang.launch_server"),
    /** TensorRT-LLM's {@code trtllm-serve}, with its PyTorch back end. */
    TRTLLM_SERVE("/health", "trtllm-serve", "serve"),
    /** TensorRT-LLM's {@code trtllm-serve}, of a folder with a built engine. */
    TRTLLM_ENGINE("/health", "trtllm-serve", "serve"),
    /** llama.cpp's {@code llama-server}. */
    LLAMA_SERVER("/health", "llama-server"),
    /** The server of this project whose answers are known, for trying a plan out. */
    TRUTH(
            "/v1/models",
            System.getProperty("java.home") + "/bin/java",
            "-cp",
            System.getProperty("java.class.path"),
            "io.inferbench.backend.remote.truth.TruthMain");

    private final String readyPath;
    private final List<String> program;

    ServerPreset(String readyPath, String... program) {
        this.readyPath = readyPath;
        this.program = List.of(program);
    }

    /** Returns the path that gives status 200 once requests are taken. */
    public String readyPath() {
        return readyPath;
    }

    /**
     * What a command is made for.
     *
     * @param name that requests use
     * @param weights a path or a name that the server knows, often the same
     * @param host to listen at
     * @param port to listen at
     * @param tensorParallel over how many GPUs each layer is split
     * @param further arguments, last
     */
    public record Target(
            String name, String weights, String host, int port, int tensorParallel, List<String> further) {}

    /**
     * Returns the command.
     *
     * @throws IllegalArgumentException if the server cannot do what is asked
     */
    public List<String> command(Target target) {
        List<String> command = new ArrayList<>(program);
        command.addAll(arguments(target));
        command.addAll(target.further());
        return command;
    }

    private List<String> arguments(Target target) {
        List<String> address = List.of("--host", target.host(), "--port", String.valueOf(target.port()));
        List<String> arguments = new ArrayList<>();
        switch (this) {
            case VLLM -> {
                arguments.add(target.weights());
                arguments.addAll(address);
                arguments.addAll(List.of("--served-model-name", target.name()));
                parallel(arguments, "--tensor-parallel-size", target);
            }
            case SGLANG -> {
                arguments.addAll(List.of("--model-path", target.weights()));
                arguments.addAll(address);
                arguments.addAll(List.of("--served-model-name", target.name()));
                parallel(arguments, "--tp-size", target);
            }
            case TRTLLM_SERVE, TRTLLM_ENGINE -> {
                arguments.add(target.weights());
                arguments.addAll(address);
                arguments.addAll(List.of("--backend", this == TRTLLM_SERVE ? "pytorch" : "tensorrt"));
                parallel(arguments, "--tp_size", target);
            }
            case LLAMA_SERVER -> {
                arguments.addAll(List.of("--model", target.weights(), "--alias", target.name()));
                arguments.addAll(address);
                requireOneDevice(target);
            }
            case TRUTH -> {
                arguments.addAll(List.of("--model", target.name(), "--port", String.valueOf(target.port())));
                requireOneDevice(target);
            }
        }
        return arguments;
    }

    private static void parallel(List<String> arguments, String flag, Target target) {
        if (target.tensorParallel() > 1) {
            arguments.addAll(List.of(flag, String.valueOf(target.tensorParallel())));
        }
    }

    private void requireOneDevice(Target target) {
        if (target.tensorParallel() > 1) {
            throw new IllegalArgumentException(this + " is not split over " + target.tensorParallel()
                    + " GPUs by this preset; write the whole command in start");
        }
    }
}
