package io.inferbench.core.compare;

import io.inferbench.api.Device;
import io.inferbench.api.report.Completed;
import io.inferbench.api.report.ForkResult;
import io.inferbench.api.report.RunReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a run says of where and how it was made, by name. */
final class EnvironmentFacts {

    /** Facts that are another in every run and say nothing of speed. */
    private static final Set<String> VOLATILE = Set.of("memory.available_bytes");

    /** Facts that make it another machine. Its name does not: every container has another. */
    private static final Set<String> MACHINE = Set.of(
            "system.name",
            "system.architecture",
            "processor.model",
            "processor.cores",
            "processor.logical_processors",
            "processor.instructions",
            "container.processor_limit");

    private static final String GPU = "gpu.";
    private static final String DEVICES = "devices.";
    private static final Set<String> PLAN_SECTIONS = Set.of("execution", "warm_up", "measurement");

    private EnvironmentFacts() {}

    static List<EnvironmentDifference> differences(RunReport base, RunReport candidate) {
        Map<String, String> before = of(base);
        Map<String, String> after = of(candidate);
        Set<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        List<EnvironmentDifference> differences = new ArrayList<>();
        for (String name : names) {
            String was = before.getOrDefault(name, "");
            String is = after.getOrDefault(name, "");
            // What a backend says is compared only where both runs have that backend.
            boolean oneSided = name.startsWith("engine.") || name.startsWith(DEVICES);
            if (!was.equals(is) && !(oneSided && (was.isEmpty() || is.isEmpty()))) {
                differences.add(new EnvironmentDifference(name, was, is, isOfMachine(name, was, is)));
            }
        }
        return differences;
    }

    private static boolean isOfMachine(String name, String was, String is) {
        return MACHINE.contains(name)
                || name.startsWith(DEVICES)
                // Another card of the same model is told, and is not another kind of machine.
                || (name.startsWith(GPU) && !cardName(was).equals(cardName(is)));
    }

    private static String cardName(String described) {
        return described.split(",", 2)[0];
    }

    private static Map<String, String> of(RunReport report) {
        Map<String, String> facts = new TreeMap<>();
        report.header()
                .environment()
                .forEach((section, values) -> values.forEach((name, value) -> {
                    if (!VOLATILE.contains(section + "." + name)) {
                        facts.put(section + "." + name, value);
                    }
                }));
        facts.put("inferbench.version", report.header().inferbenchVersion());
        for (String section : PLAN_SECTIONS) {
            if (report.header().plan().get(section) instanceof Map<?, ?> settings) {
                settings.forEach((name, value) -> facts.put("plan." + section + "." + name, String.valueOf(value)));
            }
        }
        report.results().stream()
                .filter(Completed.class::isInstance)
                .map(Completed.class::cast)
                .forEach(trial -> addBackend(facts, trial));
        return facts;
    }

    private static void addBackend(Map<String, String> facts, Completed trial) {
        String backend = trial.trial().backend();
        trial.forks().stream().findFirst().ifPresent(fork -> {
            String version = fork.facts().getOrDefault("engine.version", "");
            if (!version.isEmpty()) {
                facts.put("engine." + backend + ".version", version);
            }
            facts.merge(DEVICES + backend, devices(fork), EnvironmentFacts::joined);
        });
    }

    private static String devices(ForkResult fork) {
        return fork.devices().stream().map(EnvironmentFacts::text).collect(Collectors.joining("+"));
    }

    private static String text(Device device) {
        return (device.reference() + " " + device.name()).strip();
    }

    private static String joined(String one, String other) {
        return List.of(one.split(" \\| ")).contains(other) ? one : one + " | " + other;
    }
}
