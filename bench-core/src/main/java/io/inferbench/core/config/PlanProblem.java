package io.inferbench.core.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * One thing wrong with a plan.
 *
 * @param origin where it was written, absent for a plan made in code
 * @param path to the value, for instance {@code trials[0].parameters.batch[1]}; empty for the whole plan
 * @param message what was asked, what was found, what to do
 */
public record PlanProblem(Optional<Origin> origin, String path, String message) {

    /** Returns a problem that has not been located. */
    public static PlanProblem of(String path, String message) {
        return new PlanProblem(Optional.empty(), path, message);
    }

    /** Returns the problems in the order of the file, those of overrides and of nothing written last. */
    static List<PlanProblem> inOrder(Collection<PlanProblem> problems) {
        return problems.stream()
                .sorted(Comparator.comparingInt((PlanProblem problem) -> number(problem, Origin::line))
                        .thenComparingInt(problem -> number(problem, Origin::column)))
                .toList();
    }

    private static int number(PlanProblem problem, Function<Origin, OptionalInt> part) {
        return problem.origin()
                .map(part)
                .flatMap(value -> value.stream().boxed().findFirst())
                .orElse(Integer.MAX_VALUE);
    }

    /** Returns one line: place, path, message. */
    @Override
    public String toString() {
        return origin.map(place -> place + ": ").orElse("") + (path.isEmpty() ? "" : path + ": ") + message;
    }
}
