package io.inferbench.core.config;

import io.inferbench.core.config.PlanNode.Mapping;
import io.inferbench.core.config.PlanNode.Member;
import io.inferbench.core.config.PlanNode.Nothing;
import io.inferbench.core.config.PlanNode.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts {@code path=value} in place of what a plan says, before anything is read from it.
 *
 * <p>The value is YAML, so {@code [1, 8]} is a list; an empty value takes the key away. A path goes through a list by
 * {@code [index]}, or through all of its items without one.
 */
final class PlanOverrides {

    /** Keys below these are names with dots of their own: the rest of the path is one key. */
    private static final Set<String> NAMED = Set.of("parameters", "options", "exclude", "include");

    private static final Pattern STEP = Pattern.compile("([^.\\[\\]]+)(?:\\[(\\d{1,6})])?");

    private final PlanProblems problems;
    private Origin origin = Origin.override("");

    PlanOverrides(PlanProblems problems) {
        this.problems = problems;
    }

    /** Applies them in order. */
    void apply(Mapping root, List<String> overrides) {
        for (String override : overrides) {
            origin = Origin.override(override);
            int equals = override.indexOf('=');
            if (equals < 1) {
                report("", "an override is written path=value, for instance measurement.min_calls=20");
                continue;
            }
            Optional<PlanNode> value = PlanParser.parseValue(origin, override.substring(equals + 1), problems);
            Optional<List<Step>> steps = steps(override.substring(0, equals).strip());
            if (value.isPresent() && steps.isPresent()) {
                set(root, steps.get(), 0, value.get());
            }
        }
    }

    /**
     * One part of a path.
     *
     * @param path up to and including this part
     * @param key of a mapping
     * @param index into the list there, absent for all of it
     */
    private record Step(String path, String key, Optional<Integer> index) {}

    private Optional<List<Step>> steps(String path) {
        List<Step> steps = new ArrayList<>();
        int at = 0;
        while (at < path.length()) {
            boolean named = !steps.isEmpty()
                    && NAMED.contains(steps.get(steps.size() - 1).key());
            String rest = path.substring(at);
            Matcher step = STEP.matcher(rest);
            if (named) {
                steps.add(new Step(path, rest, Optional.empty()));
                return Optional.of(steps);
            }
            boolean fits = step.lookingAt() && (step.end() == rest.length() || rest.charAt(step.end()) == '.');
            if (!fits || (step.end() == rest.length() - 1 && rest.endsWith("."))) {
                report(path, "the path of an override is written like trials[0].parameters.batch");
                return Optional.empty();
            }
            steps.add(new Step(
                    path.substring(0, at + step.end()),
                    step.group(1),
                    Optional.ofNullable(step.group(2)).map(Integer::valueOf)));
            at += step.end() + 1;
        }
        return Optional.of(steps);
    }

    private void set(PlanNode target, List<Step> steps, int depth, PlanNode value) {
        Step step = steps.get(depth);
        if (!(target instanceof Mapping mapping)) {
            report(step.path(), "there is no mapping to set '" + step.key() + "' in, but " + target.kind());
            return;
        }
        boolean last = depth == steps.size() - 1;
        if (last && step.index().isEmpty()) {
            replace(mapping, step.key(), value);
            return;
        }
        Member member = mapping.members().computeIfAbsent(step.key(), key -> new Member(origin, Mapping.empty(origin)));
        if (member.value() instanceof Nothing) {
            member = new Member(origin, Mapping.empty(origin));
            mapping.members().put(step.key(), member);
        }
        if (last) {
            replaceItem(member.value(), step, value);
        } else {
            for (PlanNode next : chosen(member.value(), step)) {
                set(next, steps, depth + 1, value);
            }
        }
    }

    private void replace(Mapping mapping, String key, PlanNode value) {
        if (value instanceof Nothing) {
            mapping.members().remove(key);
        } else {
            mapping.members().put(key, new Member(origin, value.copy()));
        }
    }

    private void replaceItem(PlanNode list, Step step, PlanNode value) {
        int index = step.index().orElseThrow();
        if (list instanceof Sequence sequence && index < sequence.items().size()) {
            sequence.items().set(index, value.copy());
        } else {
            report(step.path(), "there is no item " + index + " to replace");
        }
    }

    private List<PlanNode> chosen(PlanNode node, Step step) {
        List<PlanNode> items = node.asList();
        if (step.index().isEmpty()) {
            return items;
        }
        int index = step.index().get();
        if (index >= items.size()) {
            report(step.path(), "there is no item " + index + "; the plan has " + items.size());
            return List.of();
        }
        return List.of(items.get(index));
    }

    private void report(String path, String message) {
        problems.add(origin, path, message);
    }
}
