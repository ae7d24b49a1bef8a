package io.inferbench.core.config;

import io.inferbench.core.config.PlanNode.Mapping;
import io.inferbench.core.config.PlanNode.Scalar;
import io.inferbench.core.config.PlanNode.Sequence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads one group of trials. */
final class GroupReader {

    private final PlanProblems problems;
    private final ChoiceReader choices;
    private final Optional<List<ProviderChoice>> backends;

    /** Creates a reader of groups that may leave out their backends if the plan names some for all. */
    GroupReader(PlanProblems problems, Optional<List<ProviderChoice>> backends) {
        this.problems = problems;
        this.choices = new ChoiceReader(problems);
        this.backends = backends;
    }

    Optional<TrialGroup> read(String path, PlanNode node) {
        if (!(node instanceof Mapping mapping)) {
            problems.add(
                    node.origin(), path, "should be a mapping of backends, models, workloads …, not " + node.kind());
            return Optional.empty();
        }
        Section section = new Section(path, mapping, problems);
        List<ProviderChoice> groupBackends = backends(section);
        section.require("models", "name at least one model");
        List<ModelChoice> models = section.list("models", choices::model);
        section.require("workloads", "name at least one workload");
        List<ProviderChoice> workloads = section.list("workloads", choices::provider);
        Map<String, List<String>> parameters =
                section.section("parameters").map(this::parameters).orElse(Map.of());
        List<Map<String, String>> excludes = entries(section, "exclude");
        List<Map<String, String>> includes = entries(section, "include");
        section.finish();
        return Optional.of(new TrialGroup(groupBackends, models, workloads, parameters, excludes, includes));
    }

    private List<ProviderChoice> backends(Section section) {
        if (!section.has("backends") && backends.isPresent()) {
            section.find("backends");
            problems.places().alias("backends", section.path("backends"));
            return backends.get();
        }
        section.require("backends", "name at least one backend, here or for the whole plan");
        return section.list("backends", this::backend);
    }

    /** A bare id stands for the plan's backend of that id with its options. */
    private Optional<ProviderChoice> backend(String path, PlanNode node) {
        Optional<ProviderChoice> read = choices.provider(path, node);
        boolean bare = !node.asMembers().containsKey("options");
        List<ProviderChoice> named = backends.orElse(List.of());
        for (int i = 0; bare && read.isPresent() && i < named.size(); i++) {
            if (named.get(i).id().equals(read.get().id())) {
                problems.places().alias("backends[" + i + "].options", path + ".options");
                return Optional.of(named.get(i));
            }
        }
        return read;
    }

    private Map<String, List<String>> parameters(Section section) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        for (String key : section.keys()) {
            section.find(key).ifPresent(node -> parameters.put(key, values(section, key, node)));
        }
        return parameters;
    }

    private List<String> values(Section section, String key, PlanNode node) {
        boolean option = ParameterRules.namesIn(key).stream().anyMatch(ParameterRules::isOption);
        if (node instanceof Scalar scalar && !option) {
            return Arrays.stream(scalar.text().split(";", -1))
                    .map(String::strip)
                    .toList();
        }
        return section.items(section.path(key), node, (path, item) -> parameterValue(section, path, item));
    }

    /** Values that vary together may be written as a list: {@code [128, 20]} for {@code "128,20"}. */
    private Optional<String> parameterValue(Section section, String path, PlanNode item) {
        boolean tuple =
                item instanceof Sequence sequence && sequence.items().stream().allMatch(Scalar.class::isInstance);
        return tuple
                ? Optional.of(item.asList().stream()
                        .map(part -> ((Scalar) part).text())
                        .collect(Collectors.joining(",")))
                : section.scalar(path, item);
    }

    private List<Map<String, String>> entries(Section section, String key) {
        List<Map<String, String>> entries = new ArrayList<>();
        section.list(key, (path, node) -> section.section(path, node)).forEach(entry -> entries.addAll(expand(entry)));
        return entries;
    }

    /** Returns one entry for every combination of the values listed. */
    private List<Map<String, String>> expand(Section entry) {
        List<Map<String, String>> rows = List.of(Map.of());
        for (String key : entry.keys()) {
            List<String> values = entry.list(key, (path, node) -> entry.scalar(path, node));
            List<Map<String, String>> longer = new ArrayList<>();
            for (Map<String, String> row : rows) {
                for (String value : values) {
                    Map<String, String> extended = new LinkedHashMap<>(row);
                    extended.put(key, value);
                    longer.add(extended);
                }
            }
            rows = longer;
        }
        return rows;
    }
}
