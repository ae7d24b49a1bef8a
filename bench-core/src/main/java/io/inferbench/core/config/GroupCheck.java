package io.inferbench.core.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Says what is wrong with one matrix by itself. */
final class GroupCheck {

    private static final Set<String> CHOICES = Set.of("backend", "model", "workload");

    private final String path;
    private final TrialGroup group;
    private final List<PlanProblem> problems = new ArrayList<>();

    private GroupCheck(String path, TrialGroup group) {
        this.path = path;
        this.group = group;
    }

    static List<PlanProblem> of(String path, TrialGroup group) {
        GroupCheck check = new GroupCheck(path, group);
        check.notEmpty(group.backends(), "backends");
        check.notEmpty(group.models(), "models");
        check.notEmpty(group.workloads(), "workloads");
        check.parameters();
        check.entries(group.excludes(), "exclude");
        check.entries(group.includes(), "include");
        return check.problems;
    }

    private void notEmpty(List<?> choices, String key) {
        if (choices.isEmpty()) {
            report("." + key, "none given; name at least one");
        }
        Set<Object> seen = new HashSet<>();
        for (int i = 0; i < choices.size(); i++) {
            if (!seen.add(choices.get(i))) {
                report("." + key + "[" + i + "]", "given twice with the same options");
            }
        }
    }

    private void parameters() {
        Map<String, String> keyOf = new LinkedHashMap<>();
        group.parameters().forEach((key, values) -> {
            for (String name : ParameterRules.namesIn(key)) {
                String other = keyOf.putIfAbsent(name, key);
                if (other != null) {
                    report(".parameters." + key, "'" + name + "' is also given by '" + other + "'; keep one of them");
                }
            }
            dimension(key, values);
        });
    }

    private void dimension(String key, List<String> values) {
        String place = ".parameters." + key;
        try {
            ParameterRules.namesIn(key).forEach(ParameterRules::requireKnown);
        } catch (IllegalArgumentException unknown) {
            report(place, text(unknown));
            return;
        }
        if (values.isEmpty()) {
            report(place, "has no values; give at least one, or leave the parameter out");
        }
        Set<Map<String, String>> seen = new HashSet<>();
        for (int i = 0; i < values.size(); i++) {
            try {
                if (!seen.add(ParameterRules.assignments(key, values.get(i)))) {
                    report(place + "[" + i + "]", "'" + values.get(i) + "' is given twice");
                }
            } catch (IllegalArgumentException wrong) {
                report(place + "[" + i + "]", text(wrong));
            }
        }
    }

    private void entries(List<Map<String, String>> entries, String key) {
        for (int i = 0; i < entries.size(); i++) {
            String place = "." + key + "[" + i + "]";
            if (entries.get(i).isEmpty()) {
                report(place, "names nothing; give a backend, model, workload or parameter");
            }
            entries.get(i).forEach((name, value) -> entry(place + "." + name, name, value));
        }
    }

    private void entry(String place, String name, String value) {
        if (CHOICES.contains(name)) {
            return;
        }
        try {
            ParameterRules.requireKnown(name);
            ParameterRules.canonical(name, value);
        } catch (IllegalArgumentException wrong) {
            report(place, text(wrong) + (ParameterRules.isKnown(name) ? "" : ", backend, model, workload"));
        }
    }

    private static String text(IllegalArgumentException wrong) {
        return String.valueOf(wrong.getMessage());
    }

    private void report(String place, String message) {
        problems.add(PlanProblem.of(path + place, String.valueOf(message)));
    }
}
