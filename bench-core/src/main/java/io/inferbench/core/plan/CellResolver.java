package io.inferbench.core.plan;

import io.inferbench.api.Precision;
import io.inferbench.api.Provider;
import io.inferbench.api.backend.Backend;
import io.inferbench.api.model.ModelFormat;
import io.inferbench.api.model.ModelSource;
import io.inferbench.api.report.Parameters;
import io.inferbench.api.report.Trial;
import io.inferbench.api.workload.Workload;
import io.inferbench.core.config.ExecutionSettings.OnUnavailable;
import io.inferbench.core.config.ModelChoice;
import io.inferbench.core.config.ParameterRules;
import io.inferbench.core.config.ProviderChoice;
import io.inferbench.core.discovery.ProviderCatalog;
import io.inferbench.core.discovery.ProviderSet;
import io.inferbench.core.plan.OptionResolver.Resolved;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Looks up everything that a cell names. */
final class CellResolver {

    private final ProviderCatalog catalog;
    private final OnUnavailable onUnavailable;
    private final OptionResolver options;
    private final ModelResolver models;
    private final Problems problems;

    CellResolver(
            ProviderCatalog catalog,
            OnUnavailable onUnavailable,
            OptionResolver options,
            ModelResolver models,
            Problems problems) {
        this.catalog = catalog;
        this.onUnavailable = onUnavailable;
        this.options = options;
        this.models = models;
        this.problems = problems;
    }

    /** Returns the trial, or nothing after reporting everything that is wrong with the cell. */
    Optional<PlannedTrial> resolve(Cell cell) {
        Optional<Backend> backend =
                catalog.backends().find(cell.backend().value().id());
        Optional<Resolved> backendOptions =
                backend.isPresent() ? options.resolve(backend.get(), cell.backendOptions()) : absentBackend(cell);
        Optional<Resolved> workloadOptions = provider(catalog.workloads(), cell.workload())
                .flatMap((Workload workload) -> options.resolve(workload, cell.workloadOptions()));
        Optional<ModelSource> source = models.source(cell.model());
        Optional<Resolved> modelOptions = source.flatMap(known -> options.resolve(known, cell.modelOptions()));
        if (modelOptions.isEmpty()) {
            return Optional.empty();
        }
        ModelChoice written = cell.model().value();
        ModelChoice model = new ModelChoice(
                written.reference(), written.checkpoint(), modelOptions.get().values());
        Optional<List<ModelFormat>> formats =
                models.formats(source.orElseThrow(), cell.model().path(), model, precision(cell));
        boolean readable = formats.isPresent() && (backend.isEmpty() || isReadable(cell, backend.get(), formats.get()));
        if (!readable || backendOptions.isEmpty() || workloadOptions.isEmpty()) {
            return Optional.empty();
        }
        // In which precision a server computes is for whoever started it to know.
        Cell known =
                formats.get().equals(List.of(ModelFormat.REMOTE)) ? cell.withoutDefault(Parameters.PRECISION) : cell;
        return Optional.of(new PlannedTrial(
                trial(known, backendOptions.get(), modelOptions.get(), workloadOptions.get()),
                new ProviderChoice(
                        cell.backend().value().id(), backendOptions.get().values()),
                model,
                new ProviderChoice(
                        cell.workload().value().id(), workloadOptions.get().values()),
                backend.isPresent()
                        ? Optional.empty()
                        : Optional.of(notThere(cell.backend().value().id()))));
    }

    /** A backend whose jar is missing or broken may be skipped; a word that nobody knows is a mistake. */
    private Optional<Resolved> absentBackend(Cell cell) {
        String id = cell.backend().value().id();
        if (onUnavailable == OnUnavailable.SKIP && catalog.backends().mayExist(id)) {
            Map<String, String> hidden = new TreeMap<>(cell.backendOptions())
                    .keySet().stream().collect(Collectors.toMap(name -> name, name -> "***"));
            return Optional.of(new Resolved(hidden, hidden));
        }
        problems.add(cell.backend().path(), catalog.backends().explainUnknown(id));
        return Optional.empty();
    }

    private PlannedTrial.Unrunnable notThere(String id) {
        return new PlannedTrial.Unrunnable(
                catalog.backends().explainUnknown(id), catalog.backends().remedyFor(id));
    }

    private <P extends Provider> Optional<P> provider(ProviderSet<P> known, Located<ProviderChoice> choice) {
        Optional<P> provider = known.find(choice.value().id());
        if (provider.isEmpty()) {
            problems.add(choice.path(), known.explainUnknown(choice.value().id()));
        }
        return provider;
    }

    private static Precision precision(Cell cell) {
        return Optional.ofNullable(cell.harnessParameters().get(Parameters.PRECISION))
                .map(Precision::parse)
                .orElse(Precision.FP32);
    }

    private boolean isReadable(Cell cell, Backend backend, List<ModelFormat> offered) {
        if (backend.formats().stream().anyMatch(offered::contains)) {
            return true;
        }
        problems.add(
                cell.backend().path(),
                "backend '" + backend.id() + "' reads " + listing(backend.formats()) + "; model '"
                        + cell.model().value().reference() + "' comes as " + listing(offered)
                        + "; choose another backend for it, or exclude the pair");
        return false;
    }

    private static String listing(List<ModelFormat> formats) {
        return formats.isEmpty()
                ? "no file"
                : formats.stream().map(ModelFormat::id).collect(Collectors.joining(", "));
    }

    private static Trial trial(Cell cell, Resolved backend, Resolved model, Resolved workload) {
        Map<String, String> modelOptions = new TreeMap<>(model.masked());
        cell.model().value().checkpoint().ifPresent(folder -> modelOptions.put("checkpoint", folder.toString()));
        return new Trial(
                TrialId.of(cell, backend.masked(), modelOptions, workload.masked()),
                cell.backend().value().id(),
                cell.model().value().reference(),
                cell.workload().value().id(),
                parameters(cell, backend, model, workload),
                backend.masked(),
                modelOptions,
                workload.masked());
    }

    /** Swept options appear among the parameters too, so that tables can have a column for them. */
    private static Map<String, String> parameters(Cell cell, Resolved backend, Resolved model, Resolved workload) {
        Map<String, String> all = new TreeMap<>(cell.harnessParameters());
        addSwept(all, cell, ParameterRules.BACKEND_PREFIX, backend);
        addSwept(all, cell, ParameterRules.MODEL_PREFIX, model);
        addSwept(all, cell, ParameterRules.WORKLOAD_PREFIX, workload);
        return all;
    }

    private static void addSwept(Map<String, String> all, Cell cell, String prefix, Resolved options) {
        options.masked().forEach((name, text) -> {
            if (cell.parameters().containsKey(prefix + name)) {
                all.put(prefix + name, text);
            }
        });
    }
}
