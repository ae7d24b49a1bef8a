package io.inferbench.core.config;

import io.inferbench.core.config.PlanNode.Mapping;
import io.inferbench.core.config.PlanNode.Nothing;
import io.inferbench.core.config.PlanNode.Scalar;
import io.inferbench.core.config.PlanNode.Sequence;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads what names a provider or a model, and its options. */
final class ChoiceReader {

    private final PlanProblems problems;

    ChoiceReader(PlanProblems problems) {
        this.problems = problems;
    }

    /** Returns an id, or an id and options. */
    Optional<ProviderChoice> provider(String path, PlanNode node) {
        if (!(node instanceof Mapping mapping)) {
            return name(path, node, "an id, or a mapping of id and options").map(ProviderChoice::of);
        }
        Section section = new Section(path, mapping, problems);
        Optional<String> id =
                section.require("id", "name the provider").flatMap(value -> name(section.path("id"), value, "an id"));
        Map<String, String> options = options(section);
        section.finish();
        return id.map(name -> new ProviderChoice(name, options));
    }

    /** Returns a reference, or a reference, a checkpoint and options. */
    Optional<ModelChoice> model(String path, PlanNode node) {
        if (!(node instanceof Mapping mapping)) {
            return name(path, node, "a model, or a mapping of reference, checkpoint and options")
                    .map(ModelChoice::of);
        }
        Section section = new Section(path, mapping, problems);
        Optional<String> reference = section.require("reference", "name a preset or a file")
                .flatMap(value -> name(section.path("reference"), value, "a model"));
        Optional<Path> checkpoint = path(section, "checkpoint");
        Map<String, String> options = options(section);
        section.finish();
        return reference.map(name -> new ModelChoice(name, checkpoint, options));
    }

    /** Returns a file or folder under a key. */
    Optional<Path> path(Section section, String key) {
        return section.find(key)
                .flatMap(node -> section.parsed(section.path(key), node, "a path", ChoiceReader::notBlankPath));
    }

    private static Path notBlankPath(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("should be a path, not blank");
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException invalid) {
            throw new IllegalArgumentException("should be a path, not '" + text + "': " + invalid.getReason(), invalid);
        }
    }

    private Optional<String> name(String path, PlanNode node, String expected) {
        if (node instanceof Scalar scalar && !scalar.text().isBlank()) {
            return Optional.of(scalar.text());
        }
        problems.add(node.origin(), path, "should be " + expected + ", not " + node.kind());
        return Optional.empty();
    }

    private Map<String, String> options(Section section) {
        Map<String, String> options = new TreeMap<>();
        section.section("options").ifPresent(given -> flatten(section.path("options"), "", given, options));
        return options;
    }

    /** Nested mappings become dotted names, lists become texts joined by commas. */
    private void flatten(String root, String prefix, Section given, Map<String, String> options) {
        for (String key : given.keys()) {
            String name = prefix + key;
            String path = root + "." + name;
            PlanNode node = given.find(key).orElse(null);
            if (node instanceof Mapping) {
                given.section(key).ifPresent(inner -> flatten(root, name + ".", inner, options));
            } else if (node != null) {
                option(path, node).ifPresent(text -> put(options, name, text, path, node));
            }
        }
    }

    private void put(Map<String, String> options, String name, String text, String path, PlanNode node) {
        if (options.putIfAbsent(name, text) != null) {
            problems.add(node.origin(), path, "option '" + name + "' is given twice, once with dots and once nested");
        }
    }

    private Optional<String> option(String path, PlanNode node) {
        if (node instanceof Scalar scalar) {
            return Optional.of(scalar.text());
        }
        List<String> texts = new ArrayList<>();
        for (PlanNode item : ((Sequence) node).items()) {
            boolean fits = item instanceof Scalar scalar && !scalar.text().contains(",");
            if (!fits) {
                problems.add(
                        item.origin(),
                        path,
                        "a list of option values is joined by commas, so each should be a single value without one, not "
                                + (item instanceof Nothing ? "nothing" : item.kind()));
                return Optional.empty();
            }
            texts.add(((Scalar) item).text());
        }
        return Optional.of(String.join(",", texts));
    }
}
