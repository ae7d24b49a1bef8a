package io.inferbench.core.plan;

import io.inferbench.api.Precision;
import io.inferbench.api.model.Model;
import io.inferbench.api.model.ModelException;
import io.inferbench.api.model.ModelFormat;
import io.inferbench.api.model.ModelSource;
import io.inferbench.api.model.ModelSpec;
import io.inferbench.api.option.OptionException;
import io.inferbench.api.option.Options;
import io.inferbench.core.config.BenchmarkConfig;
import io.inferbench.core.config.ModelChoice;
import io.inferbench.core.config.NearestName;
import io.inferbench.core.discovery.ProviderCatalog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds who provides a model and in which formats; asks each source once per model and precision. */
final class ModelResolver {

    private final BenchmarkConfig config;
    private final ProviderCatalog catalog;
    private final Problems problems;
    private final Map<Key, Optional<List<ModelFormat>>> known = new HashMap<>();

    ModelResolver(BenchmarkConfig config, ProviderCatalog catalog, Problems problems) {
        this.config = config;
        this.catalog = catalog;
        this.problems = problems;
    }

    private record Key(ModelChoice choice, Precision precision) {}

    /** Returns the one source that claims the reference, or nothing after reporting why there is not one. */
    Optional<ModelSource> source(Located<ModelChoice> model) {
        String reference = model.value().reference();
        List<ModelSource> claimants = new ArrayList<>();
        for (ModelSource source : catalog.modelSources().all()) {
            try {
                if (source.claims(reference)) {
                    claimants.add(source);
                }
            } catch (LinkageError | RuntimeException broken) {
                problems.add(
                        model.path(),
                        "model source '" + source.id() + "' failed when asked for '" + reference + "': " + broken);
            }
        }
        if (claimants.size() == 1) {
            return Optional.of(claimants.get(0));
        }
        problems.add(model.path(), claimants.isEmpty() ? unclaimed(reference) : contested(reference, claimants));
        return Optional.empty();
    }

    private String unclaimed(String reference) {
        List<ModelSource> sources = catalog.modelSources().all();
        if (sources.isEmpty()) {
            return "no model source is on the class path to provide '" + reference
                    + "'; add io.inferbench:bench-models";
        }
        List<String> names = sources.stream()
                .flatMap(source -> source.models().stream())
                .sorted()
                .toList();
        return "unknown model '" + reference + "'" + NearestName.hint(reference, names) + "; known: "
                + String.join(", ", names) + "; or the path of a model file";
    }

    private static String contested(String reference, List<ModelSource> claimants) {
        return "'" + reference + "' is claimed by several model sources: "
                + claimants.stream()
                        .map(source -> source.id() + " (" + source.getClass().getName() + ")")
                        .collect(Collectors.joining(", "))
                + "; keep one of them on the class path";
    }

    /**
     * Returns the formats the model comes in, or nothing after reporting why it does not come.
     *
     * @param choice with valid, unmasked options
     */
    Optional<List<ModelFormat>> formats(ModelSource source, String path, ModelChoice choice, Precision precision) {
        return known.computeIfAbsent(new Key(choice, precision), key -> open(source, path, choice, precision));
    }

    private Optional<List<ModelFormat>> open(ModelSource source, String path, ModelChoice choice, Precision precision) {
        try {
            ModelSpec.Builder spec = ModelSpec.builder(choice.reference(), config.cacheDirectory())
                    .precision(precision)
                    .seed(config.seed())
                    .options(Options.parse(source.options(), choice.options()));
            choice.checkpoint().ifPresent(spec::checkpoint);
            try (Model model = source.open(spec.build())) {
                return Optional.of(List.copyOf(model.formats()));
            }
        } catch (ModelException | OptionException unusable) {
            problems.add(path, String.valueOf(unusable.getMessage()));
        } catch (LinkageError | RuntimeException broken) {
            problems.add(
                    path, "model source '" + source.id() + "' failed to open '" + choice.reference() + "': " + broken);
        }
        return Optional.empty();
    }
}
