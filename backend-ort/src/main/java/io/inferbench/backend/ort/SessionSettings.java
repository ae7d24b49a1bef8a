package io.inferbench.backend.ort;

import static org.bytedeco.onnxruntime.global.onnxruntime.ORT_DISABLE_ALL;
import static org.bytedeco.onnxruntime.global.onnxruntime.ORT_ENABLE_ALL;
import static org.bytedeco.onnxruntime.global.onnxruntime.ORT_ENABLE_BASIC;
import static org.bytedeco.onnxruntime.global.onnxruntime.ORT_ENABLE_EXTENDED;
import static org.bytedeco.onnxruntime.global.onnxruntime.ORT_ENABLE_LAYOUT;
import static org.bytedeco.onnxruntime.global.onnxruntime.ORT_PARALLEL;
import static org.bytedeco.onnxruntime.global.onnxruntime.ORT_SEQUENTIAL;

import io.inferbench.api.backend.SessionSpec;
import io.inferbench.api.option.Options;
import io.inferbench.backend.ort.OrtOptions.ExecutionMode;
import io.inferbench.backend.ort.OrtOptions.OptimizationLevel;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.onnxruntime.SessionOptions;

/** Carries a user's options into the engine's. */
final class SessionSettings {

    private static final String RECORD_PLACEMENT = "session.record_ep_graph_assignment_info";
    static final String INTRA_SPINNING = "session.intra_op.allow_spinning";
    static final String INTER_SPINNING = "session.inter_op.allow_spinning";

    private SessionSettings() {}

    /** Applies all that does not depend on an execution provider. */
    static void apply(SessionSpec spec, SessionOptions session) {
        Options options = spec.options();
        options.find(OrtOptions.INTRA_THREADS).ifPresent(session::SetIntraOpNumThreads);
        options.find(OrtOptions.INTER_THREADS).ifPresent(session::SetInterOpNumThreads);
        options.find(OrtOptions.SPINNING).ifPresent(spins -> {
            session.AddConfigEntry(INTRA_SPINNING, spins ? "1" : "0");
            session.AddConfigEntry(INTER_SPINNING, spins ? "1" : "0");
        });
        session.SetExecutionMode(
                options.get(OrtOptions.EXECUTION_MODE) == ExecutionMode.PARALLEL ? ORT_PARALLEL : ORT_SEQUENTIAL);
        session.SetGraphOptimizationLevel(number(options.get(OrtOptions.OPTIMIZATION_LEVEL)));
        session.SetLogSeverityLevel(options.get(OrtOptions.LOG_LEVEL).ordinal());
        if (!options.get(OrtOptions.MEMORY_PATTERN)) {
            session.DisableMemPattern();
        }
        if (!options.get(OrtOptions.MEMORY_ARENA)) {
            session.DisableCpuMemArena();
        }
        session.AddConfigEntry(RECORD_PLACEMENT, "1");
        options.find(OrtOptions.CONFIG).ifPresent(entries -> entries.forEach(session::AddConfigEntry));
        options.find(OrtOptions.PROFILE).ifPresent(prefix -> {
            try (Pointer path = NativePath.of(spec.workDirectory().resolve(prefix))) {
                session.EnableProfiling(path);
            }
        });
    }

    private static int number(OptimizationLevel level) {
        return switch (level) {
            case NONE -> ORT_DISABLE_ALL;
            case BASIC -> ORT_ENABLE_BASIC;
            case EXTENDED -> ORT_ENABLE_EXTENDED;
            case LAYOUT -> ORT_ENABLE_LAYOUT;
            case ALL -> ORT_ENABLE_ALL;
        };
    }
}
