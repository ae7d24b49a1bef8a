package io.inferbench.core.config;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Where the value at each path of a plan was written. */
final class PlanPlaces {

    private final TreeMap<String, Origin> origins = new TreeMap<>();

    void put(String path, Origin origin) {
        origins.put(path, origin);
    }

    /** Makes everything below one path be found below another too. */
    void alias(String from, String to) {
        Map<String, Origin> below = new TreeMap<>(origins.subMap(from, from + Character.MAX_VALUE));
        below.forEach((path, origin) -> origins.put(to + path.substring(from.length()), origin));
    }

    /** Returns the problem with the place of its path, or of the nearest thing around it that was written. */
    PlanProblem locate(PlanProblem problem) {
        return problem.origin().isPresent()
                ? problem
                : new PlanProblem(find(problem.path()), problem.path(), problem.message());
    }

    private Optional<Origin> find(String path) {
        for (String at = path; ; at = parent(at)) {
            Origin origin = origins.get(at);
            if (origin != null || at.isEmpty()) {
                return Optional.ofNullable(origin);
            }
        }
    }

    private static String parent(String path) {
        return path.substring(0, Math.max(0, Math.max(path.lastIndexOf('.'), path.lastIndexOf('['))));
    }
}
