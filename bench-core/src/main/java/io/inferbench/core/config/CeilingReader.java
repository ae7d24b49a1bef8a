package io.inferbench.core.config;

import io.inferbench.api.Precision;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Reads one entry of {@code ceilings}. */
final class CeilingReader {

    static final String BYTES = "bytes_per_s";

    private final PlanProblems problems;

    CeilingReader(PlanProblems problems) {
        this.problems = problems;
    }

    static String flopsKey(Precision precision) {
        return precision.id() + "_flops_per_s";
    }

    /** Returns the entry, or nothing after reporting why. */
    Optional<DeviceCeiling> read(Section section) {
        Optional<String> device = section.require("device", "part of the device's name")
                .flatMap(node -> section.scalar(section.path("device"), node));
        Map<Precision, Double> flops = new EnumMap<>(Precision.class);
        for (Precision precision : Precision.values()) {
            figure(section, flopsKey(precision)).ifPresent(value -> flops.put(precision, value));
        }
        OptionalDouble bytes = figure(section, BYTES);
        String source = section.text("source", "the plan");
        section.finish();
        return device.map(name -> new DeviceCeiling(name, flops, bytes, source));
    }

    private OptionalDouble figure(Section section, String key) {
        Optional<PlanNode> node = section.find(key);
        Optional<Double> value =
                node.flatMap(found -> section.parsed(section.path(key), found, "a number above 0", Section::finite));
        if (value.isPresent() && value.get() <= 0) {
            problems.add(node.orElseThrow().origin(), section.path(key), "should be above 0, not " + value.get());
            return OptionalDouble.empty();
        }
        return value.isPresent() ? OptionalDouble.of(value.get()) : OptionalDouble.empty();
    }
}
