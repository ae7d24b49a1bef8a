package io.inferbench.core.config;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Problems of one plan and the places of its values, collected while it is read. */
final class PlanProblems {

    private final Set<PlanProblem> found = new LinkedHashSet<>();
    private final PlanPlaces places = new PlanPlaces();

    PlanPlaces places() {
        return places;
    }

    void add(Origin origin, String path, String message) {
        found.add(new PlanProblem(Optional.of(origin), path, message));
    }

    /** Adds problems of values that were read, less those that follow from a value that could not be. */
    void addNew(List<PlanProblem> further) {
        List<String> unread = found.stream().map(PlanProblem::path).toList();
        further.stream()
                .filter(problem -> unread.stream().noneMatch(path -> isWithin(path, problem.path())))
                .forEach(problem -> found.add(places.locate(problem)));
    }

    private static boolean isWithin(String path, String whole) {
        return path.equals(whole) || path.startsWith(whole + ".") || path.startsWith(whole + "[");
    }

    List<PlanProblem> list() {
        return PlanProblem.inOrder(found);
    }

    void throwIfAny() throws PlanException {
        if (!found.isEmpty()) {
            throw new PlanException(list());
        }
    }
}
