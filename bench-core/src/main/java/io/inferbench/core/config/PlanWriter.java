package io.inferbench.core.config;

import io.inferbench.api.Precision;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes the effective plan: what the reader would give back, with every default filled in.
 *
 * <p>Options are written as they are. {@code io.inferbench.core.plan.EffectivePlan} masks secrets first.
 */
public final class PlanWriter {

    /** The JDK's own text of a double changed in JDK 19; hashes must not. */
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
                    .build())
            .build();

    private PlanWriter() {}

    /** Returns the plan as nested maps, lists, texts, numbers and truth values, in the order of the format's page. */
    public static Map<String, Object> values(BenchmarkConfig config) {
        Map<String, Object> plan = new LinkedHashMap<>();
        plan.put("name", config.name());
        plan.put("seed", config.seed());
        plan.put("trials", config.groups().stream().map(PlanWriter::group).toList());
        plan.put("execution", execution(config.execution()));
        plan.put("warm_up", warmUp(config.warmUp()));
        plan.put("measurement", measurement(config.measurement()));
        if (!config.load().equals(LoadSettings.DEFAULT)) {
            plan.put("load", load(config.load()));
        }
        plan.put("agreement", agreement(config.agreement()));
        if (!config.ceilings().isEmpty()) {
            plan.put(
                    "ceilings",
                    config.ceilings().stream().map(PlanWriter::ceiling).toList());
        }
        plan.put("percentiles", config.percentiles());
        plan.put("sinks", providers(config.sinks()));
        plan.put("results", config.resultsDirectory().toString());
        plan.put("cache", config.cacheDirectory().toString());
        return plan;
    }

    /** Returns the plan as one line of JSON, which the reader takes. */
    public static String json(Map<String, Object> values) {
        return JSON.writeValueAsString(values);
    }

    /**
     * Returns the SHA-256 of what a plan measures, in hexadecimal: of its JSON less {@code results} and {@code cache}, which
     * differ between machines and change nothing.
     */
    public static String sha256(Map<String, Object> values) {
        Map<String, Object> measured = new LinkedHashMap<>(values);
        measured.keySet().removeAll(List.of("results", "cache"));
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(json(measured).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    private static Map<String, Object> group(TrialGroup group) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("backends", providers(group.backends()));
        values.put("models", group.models().stream().map(PlanWriter::model).toList());
        values.put("workloads", providers(group.workloads()));
        values.put("parameters", group.parameters());
        values.put("exclude", group.excludes());
        values.put("include", group.includes());
        return values;
    }

    private static List<Object> providers(List<ProviderChoice> choices) {
        List<Object> values = new ArrayList<>();
        for (ProviderChoice choice : choices) {
            Map<String, Object> value = new LinkedHashMap<>();
            value.put("id", choice.id());
            value.put("options", choice.options());
            values.add(value);
        }
        return values;
    }

    private static Map<String, Object> model(ModelChoice choice) {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("reference", choice.reference());
        choice.checkpoint().ifPresent(folder -> value.put("checkpoint", folder.toString()));
        value.put("options", choice.options());
        return value;
    }

    private static Map<String, Object> execution(ExecutionSettings settings) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("isolation", PlanText.of(settings.isolation()));
        values.put("forks", settings.forks());
        values.put("order", PlanText.of(settings.order()));
        values.put("time_limit", PlanText.of(settings.timeLimit()));
        values.put("on_unavailable", PlanText.of(settings.onUnavailable()));
        values.put("jvm_arguments", settings.jvmArguments());
        return values;
    }

    private static Map<String, Object> warmUp(WarmUpSettings settings) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("min_calls", settings.minCalls());
        values.put("min_time", PlanText.of(settings.minTime()));
        values.put("max_time", PlanText.of(settings.maxTime()));
        values.put("windows", settings.windows());
        values.put("tolerance", settings.tolerance());
        return values;
    }

    private static Map<String, Object> measurement(MeasurementSettings settings) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("min_calls", settings.minCalls());
        values.put("min_time", PlanText.of(settings.minTime()));
        values.put("max_calls", settings.maxCalls());
        values.put("max_time", PlanText.of(settings.maxTime()));
        values.put("target_relative_error", settings.targetRelativeError());
        values.put("confidence", settings.confidence());
        values.put("cool_down", PlanText.of(settings.coolDown()));
        values.put("gpu_interval", PlanText.of(settings.gpuInterval()));
        return values;
    }

    private static Map<String, Object> load(LoadSettings settings) {
        Map<String, Object> values = new LinkedHashMap<>();
        settings.requests().ifPresent(count -> values.put("requests", count));
        settings.duration().ifPresent(time -> values.put("duration", PlanText.of(time)));
        settings.warmUpRequests().ifPresent(count -> values.put("warm_up_requests", count));
        Map<String, Object> objectives = new LinkedHashMap<>();
        settings.objectives().limits().forEach((word, limit) -> objectives.put(word, PlanText.of(limit)));
        values.put("objectives", objectives);
        values.put("good_share", settings.goodShare());
        values.put("probe", PlanText.of(settings.probe()));
        values.put("drain", PlanText.of(settings.drain()));
        values.put("speed", settings.speed());
        values.put("failures_allowed", settings.failuresAllowed());
        return values;
    }

    private static Map<String, Object> ceiling(DeviceCeiling ceiling) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("device", ceiling.device());
        for (Precision precision : Precision.values()) {
            ceiling.flopsPerSecond(precision).ifPresent(flops -> values.put(CeilingReader.flopsKey(precision), flops));
        }
        ceiling.bytesPerSecond().ifPresent(bytes -> values.put(CeilingReader.BYTES, bytes));
        values.put("source", ceiling.source());
        return values;
    }

    private static Map<String, Object> agreement(AgreementSettings settings) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("enabled", settings.enabled());
        settings.reference().ifPresent(id -> values.put("reference", id));
        values.put("requests", settings.requests());
        Map<String, Object> tolerances = new LinkedHashMap<>();
        settings.tolerances().forEach((precision, tolerance) -> tolerances.put(precision.id(), tolerance));
        values.put("tolerances", tolerances);
        return values;
    }
}
