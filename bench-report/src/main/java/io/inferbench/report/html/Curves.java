package io.inferbench.report.html;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Points of trials gathered to curves by name, each in the order of what the curve goes along. */
final class Curves {

    private final Map<String, Integer> colors = new LinkedHashMap<>();
    private final Map<String, TreeMap<Double, List<double[]>>> points = new HashMap<>();

    /** Adds a point to the curve of that name. */
    void add(String name, int color, double place, double[] point) {
        colors.putIfAbsent(name, color);
        points.computeIfAbsent(name, key -> new TreeMap<>())
                .computeIfAbsent(place, key -> new ArrayList<>())
                .add(point);
    }

    /** Returns whether any curve has more than one point. */
    boolean hasLine() {
        return points.values().stream().anyMatch(places -> places.size() > 1);
    }

    /** Returns the curves in the order they were begun; those of one colour differ in style. */
    List<ChartSpec.LineSeries> series() {
        Map<Integer, Integer> styles = new HashMap<>();
        List<ChartSpec.LineSeries> series = new ArrayList<>();
        colors.forEach((name, color) -> series.add(new ChartSpec.LineSeries(
                name,
                color,
                styles.merge(color, 1, Integer::sum) - 1,
                true,
                points.getOrDefault(name, new TreeMap<>()).values().stream()
                        .flatMap(List::stream)
                        .toList())));
        return series;
    }
}
