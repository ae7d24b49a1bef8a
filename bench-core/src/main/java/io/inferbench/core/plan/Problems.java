package io.inferbench.core.plan;

import io.inferbench.core.config.PlanException;
import io.inferbench.core.config.PlanProblem;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Problems found so far; the same one found by many cells counts once. */
final class Problems {

    private final Set<PlanProblem> found = new LinkedHashSet<>();

    void add(String path, String message) {
        found.add(PlanProblem.of(path, message));
    }

    void addAll(Collection<PlanProblem> problems) {
        found.addAll(problems);
    }

    void throwIfAny() throws PlanException {
        if (!found.isEmpty()) {
            throw new PlanException(List.copyOf(found));
        }
    }
}
