package io.inferbench.backend.ort;

import io.inferbench.api.option.OptionSpec;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The options of the ONNX Runtime backends; holds no engine type. */
final class OrtOptions {

    /** How nodes that do not depend on each other are scheduled. */
    enum ExecutionMode {
        SEQUENTIAL,
        PARALLEL
    }

    /** How far the session rewrites the graph before running it. */
    enum OptimizationLevel {
        NONE,
        BASIC,
        EXTENDED,
        LAYOUT,
        ALL
    }

    /** The least severe message of the engine that reaches standard error. */
    enum LogLevel {
        VERBOSE,
        INFO,
        WARNING,
        ERROR,
        FATAL
    }

    /** What only the jars of the C++ API hold, classes and natives. */
    static final String BYTEDECO_RESOURCES = "org/bytedeco/onnxruntime/";

    /** What only the jar of Microsoft's Java binding holds; its classes have a copy in the jars of the C++ API. */
    static final String MICROSOFT_RESOURCES = "ai/onnxruntime/native/";

    static final OptionSpec<Path> LIBRARY_PATH = OptionSpec.path(
            "library.path",
            "folder with another build of ONNX Runtime to run instead of the bundled one, for instance Microsoft's");

    static final OptionSpec<Integer> INTRA_THREADS = OptionSpec.integer(
            "threads.intra", 0, 4096, "threads that share one operator; 0 or absent: the engine's choice, all cores");

    static final OptionSpec<Integer> INTER_THREADS = OptionSpec.integer(
            "threads.inter", 0, 4096, "operators at a time in parallel mode; 0 or absent: the engine's choice");

    static final OptionSpec<Boolean> SPINNING = OptionSpec.flag(
            "threads.spinning", "whether idle threads of the engine spin for work; absent: the engine's choice, true");

    static final OptionSpec<ExecutionMode> EXECUTION_MODE = OptionSpec.choice(
                    "execution.mode",
                    ExecutionMode.class,
                    "whether independent operators run one by one or side by side")
            .withDefault(ExecutionMode.SEQUENTIAL);

    static final OptionSpec<OptimizationLevel> OPTIMIZATION_LEVEL = OptionSpec.choice(
                    "optimization.level", OptimizationLevel.class, "how far the graph is rewritten before it runs")
            .withDefault(OptimizationLevel.ALL);

    static final OptionSpec<Boolean> MEMORY_PATTERN = OptionSpec.flag(
                    "memory.pattern", "whether memory of a repeated shape is planned as one block")
            .withDefault(true);

    static final OptionSpec<Boolean> MEMORY_ARENA = OptionSpec.flag(
                    "memory.arena", "whether the engine keeps freed host memory for the next call")
            .withDefault(true);

    static final OptionSpec<String> PROFILE = OptionSpec.text(
            "profile",
            "name prefix of a JSON profile of every operator, in the session's work folder; slows every call");

    static final OptionSpec<LogLevel> LOG_LEVEL = OptionSpec.choice(
                    "log.level", LogLevel.class, "least severe message of the engine that is written to standard error")
            .withDefault(LogLevel.WARNING);

    static final OptionSpec<Map<String, String>> CONFIG = OptionSpec.of(
            "config",
            "key=value;key=value",
            "session configuration entries by the engine's own names; it ignores names it does not know",
            OrtOptions::entries);

    static final OptionSpec<Boolean> CASTS_ALLOWED = OptionSpec.flag(
                    "casts.allowed", "whether a half-precision model may run although the CPU kernels compute in fp32")
            .withDefault(false);

    static final OptionSpec<Integer> KV_CAPACITY = OptionSpec.integer(
            "kv.capacity",
            1,
            1 << 24,
            "tokens per sequence that the cache of a generation has room for; absent: what each request needs");

    static final OptionSpec<Integer> MAX_BATCH = OptionSpec.integer(
                    "batch.max", 1, 1 << 16, "most sequences that one generation may have")
            .withDefault(1024);

    static final OptionSpec<Boolean> CUDA_GRAPH = OptionSpec.flag(
                    "cuda.graph", "whether a call's work is captured once and replayed; needs every node on the device")
            .withDefault(false);

    static final OptionSpec<Map<String, String>> CUDA_OPTIONS = OptionSpec.of(
            "cuda.options",
            "name=value;name=value",
            "options of the CUDA provider by the engine's own names, for instance use_tf32=0",
            OrtOptions::entries);

    static final OptionSpec<Map<String, String>> TENSORRT_OPTIONS = OptionSpec.of(
            "tensorrt.options",
            "name=value;name=value",
            "options of the TensorRT provider by the engine's own names, for instance trt_engine_cache_enable=1",
            OrtOptions::entries);

    /** What every backend of the C++ API takes. */
    static final List<OptionSpec<?>> SESSION = List.of(
            LIBRARY_PATH,
            INTRA_THREADS,
            INTER_THREADS,
            SPINNING,
            EXECUTION_MODE,
            OPTIMIZATION_LEVEL,
            MEMORY_PATTERN,
            MEMORY_ARENA,
            PROFILE,
            LOG_LEVEL,
            CONFIG,
            KV_CAPACITY,
            MAX_BATCH);

    /** What the backend on the CPU takes. */
    static final List<OptionSpec<?>> CPU = with(CASTS_ALLOWED);

    /** What the backend on CUDA takes. */
    static final List<OptionSpec<?>> CUDA = with(CUDA_GRAPH, CUDA_OPTIONS);

    /** What the backend on TensorRT takes. */
    static final List<OptionSpec<?>> TENSORRT = with(CUDA_GRAPH, CUDA_OPTIONS, TENSORRT_OPTIONS);

    /** What the backend behind DJL takes. */
    static final List<OptionSpec<?>> DJL = List.of(
            INTRA_THREADS,
            INTER_THREADS,
            SPINNING,
            EXECUTION_MODE,
            OPTIMIZATION_LEVEL,
            MEMORY_PATTERN,
            MEMORY_ARENA,
            PROFILE,
            LOG_LEVEL,
            CONFIG,
            CASTS_ALLOWED);

    private OrtOptions() {}

    private static List<OptionSpec<?>> with(OptionSpec<?>... further) {
        return Stream.concat(SESSION.stream(), Stream.of(further)).toList();
    }

    private static Map<String, String> entries(String text) {
        Map<String, String> entries = new LinkedHashMap<>();
        for (String entry : text.split(";", -1)) {
            int equals = entry.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("'" + entry + "' is not key=value");
            }
            entries.put(
                    entry.substring(0, equals).strip(),
                    entry.substring(equals + 1).strip());
        }
        return Map.copyOf(entries);
    }
}
