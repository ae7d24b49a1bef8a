package io.inferbench.core.plan;

import io.inferbench.api.metric.MetricSink;
import io.inferbench.core.config.BenchmarkConfig;
import io.inferbench.core.config.EnvironmentReferences;
import io.inferbench.core.config.ExecutionSettings.OnUnavailable;
import io.inferbench.core.config.PlanException;
import io.inferbench.core.config.ProviderChoice;
import io.inferbench.core.config.SettingsCheck;
import io.inferbench.core.discovery.ProviderCatalog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Decides everything that will happen before anything does.
 *
 * <p>The same configuration, providers, environment variables and probe answers give the same plan. Models are opened to
 * learn their formats, and nothing large is written.
 */
public final class Planner {

    private final ProviderCatalog catalog;
    private final Prober prober;
    private final Map<String, String> environment;

    /** Creates a planner that fills environment variables from this process's. */
    public Planner(ProviderCatalog catalog, Prober prober) {
        this(catalog, prober, System.getenv());
    }

    /** Creates a planner with these environment variables. */
    public Planner(ProviderCatalog catalog, Prober prober, Map<String, String> environment) {
        this.catalog = catalog;
        this.prober = prober;
        this.environment = Map.copyOf(environment);
    }

    /**
     * Returns the plan.
     *
     * @throws PlanException with everything that is wrong, unavailable backends included unless the configuration allows
     *     them to be skipped
     */
    public BenchmarkPlan plan(BenchmarkConfig config) throws PlanException {
        Problems problems = new Problems();
        problems.addAll(SettingsCheck.of(config));
        OptionResolver options = new OptionResolver(new EnvironmentReferences(environment), problems);
        List<ProviderChoice> sinks = sinks(config, options, problems);
        reference(config, problems);
        List<PlannedTrial> trials = trials(config, options, problems);
        problems.throwIfAny();
        return new BenchmarkPlan(config, trials, sinks, Schedule.of(trials, config.execution()));
    }

    private void reference(BenchmarkConfig config, Problems problems) {
        config.agreement()
                .reference()
                .filter(id -> catalog.backends().find(id).isEmpty())
                .ifPresent(id ->
                        problems.add("agreement.reference", catalog.backends().explainUnknown(id)));
    }

    private List<ProviderChoice> sinks(BenchmarkConfig config, OptionResolver options, Problems problems) {
        List<ProviderChoice> sinks = new ArrayList<>();
        for (int i = 0; i < config.sinks().size(); i++) {
            ProviderChoice choice = config.sinks().get(i);
            String path = "sinks[" + i + "]";
            Optional<MetricSink> sink = catalog.sinks().find(choice.id());
            if (sink.isEmpty()) {
                problems.add(path, catalog.sinks().explainUnknown(choice.id()));
                continue;
            }
            Map<String, Located<String>> written = new TreeMap<>();
            choice.options().forEach((name, text) -> written.put(name, new Located<>(path + ".options." + name, text)));
            options.resolve(sink.get(), written)
                    .ifPresent(resolved -> sinks.add(new ProviderChoice(choice.id(), resolved.values())));
        }
        return sinks;
    }

    private List<PlannedTrial> trials(BenchmarkConfig config, OptionResolver options, Problems problems) {
        ModelResolver models = new ModelResolver(config, catalog, problems);
        CellResolver cells = new CellResolver(catalog, config.execution().onUnavailable(), options, models, problems);
        Availabilities availabilities = new Availabilities(prober);
        Map<String, Cell> byId = new HashMap<>();
        List<PlannedTrial> trials = new ArrayList<>();
        for (Cell cell : cells(config, problems)) {
            Optional<PlannedTrial> resolved = cells.resolve(cell);
            if (resolved.isEmpty()) {
                continue;
            }
            Cell same = byId.putIfAbsent(resolved.get().trial().id(), cell);
            if (same != null) {
                problems.add(
                        cell.path(),
                        "the cell " + resolved.get().trial().id() + " is already asked for by " + same.path()
                                + "; take one of them out");
                continue;
            }
            PlannedTrial trial = availabilities.judge(resolved.get());
            if (trial.unavailable().isPresent() && config.execution().onUnavailable() == OnUnavailable.FAIL) {
                problems.add(cell.backend().path(), refusal(trial));
            }
            trials.add(trial);
        }
        return trials;
    }

    private static String unended(String sentence) {
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }

    private static String refusal(PlannedTrial trial) {
        PlannedTrial.Unrunnable why = trial.unavailable().orElseThrow();
        return "backend '" + trial.backend().id() + "' cannot run here: " + unended(why.reason()) + "; "
                + unended(why.remedy()) + "; or set execution.on_unavailable to skip";
    }

    private static List<Cell> cells(BenchmarkConfig config, Problems problems) {
        List<Cell> cells = new ArrayList<>();
        for (int group = 0; group < config.groups().size(); group++) {
            String path = "trials[" + group + "]";
            MatrixExpansion matrix = new MatrixExpansion(path, config.groups().get(group));
            if (matrix.combinations() > MatrixExpansion.MAX_CELLS) {
                problems.add(path, "the matrix has more than " + MatrixExpansion.MAX_CELLS + " cells; sweep less");
                continue;
            }
            List<Cell> own = matrix.cells();
            if (own.isEmpty() && matrix.combinations() > 0) {
                problems.add(path + ".exclude", "excludes every cell of the group; nothing is left to run");
            }
            cells.addAll(own);
        }
        return cells;
    }
}
