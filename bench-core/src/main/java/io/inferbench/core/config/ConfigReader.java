package io.inferbench.core.config;

import io.inferbench.api.Precision;
import io.inferbench.core.config.PlanNode.Mapping;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a whole plan from its tree. */
final class ConfigReader {

    private final PlanProblems problems;
    private final ChoiceReader choices;
    private final String defaultName;

    ConfigReader(PlanProblems problems, String defaultName) {
        this.problems = problems;
        this.choices = new ChoiceReader(problems);
        this.defaultName = defaultName;
    }

    /** Returns the configuration, with defaults in place of what could not be read and was reported. */
    BenchmarkConfig read(Mapping root) {
        Section plan = new Section("", root, problems);
        String name = plan.text("name", defaultName);
        long seed = plan.longInteger("seed", BenchmarkConfig.DEFAULT_SEED);
        Optional<List<ProviderChoice>> backends =
                plan.has("backends") ? Optional.of(plan.list("backends", choices::provider)) : Optional.empty();
        plan.find("backends");
        plan.require("trials", "say what to run");
        List<TrialGroup> groups = plan.list("trials", new GroupReader(problems, backends)::read);
        BenchmarkConfig config = new BenchmarkConfig(
                name,
                seed,
                groups,
                plan.section("execution").map(this::execution).orElse(ExecutionSettings.DEFAULT),
                plan.section("warm_up").map(this::warmUp).orElse(WarmUpSettings.DEFAULT),
                plan.section("measurement").map(this::measurement).orElse(MeasurementSettings.DEFAULT),
                plan.section("agreement").map(this::agreement).orElse(AgreementSettings.DEFAULT),
                plan.has("percentiles")
                        ? plan.list("percentiles", (path, node) -> plan.parsed(path, node, "a number", Section::finite))
                        : BenchmarkConfig.DEFAULT_PERCENTILES,
                plan.has("sinks") ? plan.list("sinks", choices::provider) : BenchmarkConfig.DEFAULT_SINKS,
                choices.path(plan, "results").orElse(BenchmarkConfig.DEFAULT_RESULTS),
                choices.path(plan, "cache").orElseGet(BenchmarkConfig::defaultCache),
                plan.section("load").map(new LoadReader()::read).orElse(LoadSettings.DEFAULT),
                plan.list(
                        "ceilings",
                        (path, node) -> plan.section(path, node).flatMap(new CeilingReader(problems)::read)));
        plan.find("percentiles");
        plan.find("sinks");
        plan.finish();
        return config;
    }

    private ExecutionSettings execution(Section section) {
        ExecutionSettings absent = ExecutionSettings.DEFAULT;
        ExecutionSettings settings = new ExecutionSettings(
                section.choice("isolation", ExecutionSettings.Isolation.class, absent.isolation()),
                section.integer("forks", absent.forks()),
                section.choice("order", ExecutionSettings.Order.class, absent.order()),
                section.duration("time_limit", absent.timeLimit()),
                section.choice("on_unavailable", ExecutionSettings.OnUnavailable.class, absent.onUnavailable()),
                section.list("jvm_arguments", section::scalar));
        section.finish();
        return settings;
    }

    private WarmUpSettings warmUp(Section section) {
        WarmUpSettings absent = WarmUpSettings.DEFAULT;
        WarmUpSettings settings = new WarmUpSettings(
                section.integer("min_calls", absent.minCalls()),
                section.duration("min_time", absent.minTime()),
                section.duration("max_time", absent.maxTime()),
                section.integer("windows", absent.windows()),
                section.number("tolerance", absent.tolerance()));
        section.finish();
        return settings;
    }

    private MeasurementSettings measurement(Section section) {
        MeasurementSettings absent = MeasurementSettings.DEFAULT;
        MeasurementSettings settings = new MeasurementSettings(
                section.integer("min_calls", absent.minCalls()),
                section.duration("min_time", absent.minTime()),
                section.integer("max_calls", absent.maxCalls()),
                section.duration("max_time", absent.maxTime()),
                section.number("target_relative_error", absent.targetRelativeError()),
                section.number("confidence", absent.confidence()),
                section.duration("cool_down", absent.coolDown()),
                section.duration("gpu_interval", absent.gpuInterval()));
        section.finish();
        return settings;
    }

    private AgreementSettings agreement(Section section) {
        AgreementSettings absent = AgreementSettings.DEFAULT;
        AgreementSettings settings = new AgreementSettings(
                section.flag("enabled", absent.enabled()),
                section.find("reference").flatMap(node -> section.scalar(section.path("reference"), node)),
                section.integer("requests", absent.requests()),
                section.section("tolerances").map(this::tolerances).orElse(absent.tolerances()));
        section.finish();
        return settings;
    }

    private Map<Precision, Double> tolerances(Section section) {
        Map<Precision, Double> tolerances = new EnumMap<>(Precision.class);
        for (Precision precision : Precision.values()) {
            tolerances.put(precision, section.number(precision.id(), AgreementSettings.DEFAULT.tolerance(precision)));
        }
        section.finish();
        return tolerances;
    }

    static String nameOf(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }
}
