package io.inferbench.backend.ort;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.ExecutionMode;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import io.inferbench.api.backend.SessionSpec;
import io.inferbench.api.option.Options;
import io.inferbench.backend.ort.OrtOptions.OptimizationLevel;
import java.util.Map;

/** Carries a user's options into those of Microsoft's Java binding, which DJL takes as they are. */
final class DjlSettings {

    private DjlSettings() {}

    /**
     * Turns DJL's telemetry off, and its habit of running unsupported array operations on another engine.
     *
     * <p>Both are settings of the whole process; a value the user gave stays.
     */
    static void quieten() {
        setIfAbsent("OPT_OUT_TRACKING");
        setIfAbsent("ai.djl.onnx.disable_alternative");
    }

    private static void setIfAbsent(String property) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, "true");
        }
    }

    /** Returns the engine's options; the caller closes them. */
    static SessionOptions of(SessionSpec spec) throws OrtException {
        Options options = spec.options();
        SessionOptions settings = new SessionOptions();
        settings.setIntraOpNumThreads(options.find(OrtOptions.INTRA_THREADS).orElse(0));
        settings.setInterOpNumThreads(options.find(OrtOptions.INTER_THREADS).orElse(0));
        settings.setExecutionMode(
                switch (options.get(OrtOptions.EXECUTION_MODE)) {
                    case SEQUENTIAL -> ExecutionMode.SEQUENTIAL;
                    case PARALLEL -> ExecutionMode.PARALLEL;
                });
        settings.setOptimizationLevel(level(options.get(OrtOptions.OPTIMIZATION_LEVEL)));
        settings.setMemoryPatternOptimization(options.get(OrtOptions.MEMORY_PATTERN));
        settings.setCPUArenaAllocator(options.get(OrtOptions.MEMORY_ARENA));
        settings.setSessionLogLevel(
                OrtLoggingLevel.values()[options.get(OrtOptions.LOG_LEVEL).ordinal()]);
        if (options.find(OrtOptions.SPINNING).isPresent()) {
            String spins = options.get(OrtOptions.SPINNING) ? "1" : "0";
            settings.addConfigEntry(SessionSettings.INTRA_SPINNING, spins);
            settings.addConfigEntry(SessionSettings.INTER_SPINNING, spins);
        }
        for (Map.Entry<String, String> entry :
                options.find(OrtOptions.CONFIG).orElse(Map.of()).entrySet()) {
            settings.addConfigEntry(entry.getKey(), entry.getValue());
        }
        if (options.find(OrtOptions.PROFILE).isPresent()) {
            settings.enableProfiling(spec.workDirectory()
                    .resolve(options.get(OrtOptions.PROFILE))
                    .toString());
        }
        return settings;
    }

    private static OptLevel level(OptimizationLevel level) {
        return switch (level) {
            case NONE -> OptLevel.NO_OPT;
            case BASIC -> OptLevel.BASIC_OPT;
            case EXTENDED -> OptLevel.EXTENDED_OPT;
            case LAYOUT -> OptLevel.LAYOUT_OPT;
            case ALL -> OptLevel.ALL_OPT;
        };
    }
}
