package io.inferbench.core.config;

import java.util.List;
import java.util.stream.Collectors;

/** Thrown when a plan cannot be read or run; holds every problem, not the first. */
public final class PlanException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<PlanProblem> problems;

    /** Creates the exception from all problems found, at least one. */
    public PlanException(List<PlanProblem> problems) {
        super(text(problems));
        this.problems = List.copyOf(problems);
    }

    private static String text(List<PlanProblem> problems) {
        return problems.stream()
                .map(PlanProblem::toString)
                .collect(Collectors.joining(
                        "\n  ",
                        problems.size() == 1
                                ? "the plan has a problem:\n  "
                                : "the plan has " + problems.size() + " problems:\n  ",
                        ""));
    }

    /** Returns every problem, in the order of the plan. */
    public List<PlanProblem> problems() {
        return problems;
    }
}
