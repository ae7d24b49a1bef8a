package io.inferbench.core.plan;

import io.inferbench.api.Provider;
import io.inferbench.core.config.BenchmarkConfig;
import io.inferbench.core.config.ModelChoice;
import io.inferbench.core.config.ParameterRules;
import io.inferbench.core.config.PlanWriter;
import io.inferbench.core.config.ProviderChoice;
import io.inferbench.core.config.TrialGroup;
import io.inferbench.core.discovery.ProviderCatalog;
import io.inferbench.core.discovery.ProviderSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A plan as a report keeps it: defaults filled in, secrets masked, references to environment variables left as written.
 *
 * @param values nested maps, lists and scalars, which the plan reader takes back
 * @param sha256 of what it measures: equal plans have equal hashes
 */
public record EffectivePlan(Map<String, Object> values, String sha256) {

    private static final String MASK = "***";

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{env:[A-Za-z_][A-Za-z0-9_]*}");

    /** Returns what a report may show of a configuration; options of a provider that is not there are all masked. */
    public static EffectivePlan of(BenchmarkConfig config, ProviderCatalog catalog) {
        BenchmarkConfig masked = new BenchmarkConfig(
                config.name(),
                config.seed(),
                config.groups().stream().map(group -> group(group, catalog)).toList(),
                config.execution(),
                config.warmUp(),
                config.measurement(),
                config.agreement(),
                config.percentiles(),
                providers(config.sinks(), catalog.sinks()),
                config.resultsDirectory(),
                config.cacheDirectory(),
                config.load(),
                config.ceilings());
        Map<String, Object> values = PlanWriter.values(masked);
        return new EffectivePlan(values, PlanWriter.sha256(values));
    }

    private static TrialGroup group(TrialGroup group, ProviderCatalog catalog) {
        Predicate<String> hidden = name -> isHiddenParameter(name, group, catalog);
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        group.parameters()
                .forEach((key, values) -> parameters.put(
                        key,
                        hidden.test(key)
                                ? values.stream().map(EffectivePlan::mask).toList()
                                : values));
        return new TrialGroup(
                providers(group.backends(), catalog.backends()),
                group.models().stream().map(model -> model(model, catalog)).toList(),
                providers(group.workloads(), catalog.workloads()),
                parameters,
                group.excludes().stream().map(entry -> masked(entry, hidden)).toList(),
                group.includes().stream().map(entry -> masked(entry, hidden)).toList());
    }

    /** A swept option is hidden if it is a secret of any provider of the group, or if none of them is there to tell. */
    private static boolean isHiddenParameter(String name, TrialGroup group, ProviderCatalog catalog) {
        if (name.startsWith(ParameterRules.BACKEND_PREFIX)) {
            String option = name.substring(ParameterRules.BACKEND_PREFIX.length());
            return isHiddenSweep(option, group.backends(), catalog.backends());
        }
        if (name.startsWith(ParameterRules.WORKLOAD_PREFIX)) {
            String option = name.substring(ParameterRules.WORKLOAD_PREFIX.length());
            return isHiddenSweep(option, group.workloads(), catalog.workloads());
        }
        return name.startsWith(ParameterRules.MODEL_PREFIX)
                && isSecretOfAnySource(catalog, name.substring(ParameterRules.MODEL_PREFIX.length()));
    }

    private static <P extends Provider> boolean isHiddenSweep(
            String option, List<ProviderChoice> choices, ProviderSet<P> known) {
        List<P> present = choices.stream()
                .flatMap(choice -> known.find(choice.id()).stream())
                .toList();
        return present.isEmpty() || present.stream().anyMatch(provider -> isSecret(provider, option));
    }

    private static ModelChoice model(ModelChoice choice, ProviderCatalog catalog) {
        return new ModelChoice(
                choice.reference(),
                choice.checkpoint(),
                masked(choice.options(), option -> isSecretOfAnySource(catalog, option)));
    }

    private static boolean isSecretOfAnySource(ProviderCatalog catalog, String option) {
        return catalog.modelSources().all().stream().anyMatch(source -> isSecret(source, option));
    }

    private static <P extends Provider> List<ProviderChoice> providers(
            List<ProviderChoice> choices, ProviderSet<P> known) {
        return choices.stream()
                .map(choice -> new ProviderChoice(
                        choice.id(), masked(choice.options(), option -> isHidden(known, choice.id(), option))))
                .toList();
    }

    private static <P extends Provider> boolean isHidden(ProviderSet<P> known, String id, String option) {
        return known.find(id).map(provider -> isSecret(provider, option)).orElse(true);
    }

    private static boolean isSecret(Provider provider, String option) {
        return provider.options().stream().anyMatch(spec -> spec.name().equals(option) && spec.isSecret());
    }

    private static Map<String, String> masked(Map<String, String> options, Predicate<String> hidden) {
        Map<String, String> masked = new TreeMap<>();
        options.forEach((name, text) -> masked.put(name, hidden.test(name) ? mask(text) : text));
        return masked;
    }

    private static String mask(String text) {
        return REFERENCE.matcher(text).matches() ? text : MASK;
    }
}
