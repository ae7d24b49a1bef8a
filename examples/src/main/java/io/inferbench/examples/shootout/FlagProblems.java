package io.inferbench.examples.shootout;

import io.inferbench.core.config.PlanException;
import java.util.Comparator;
import java.util.Map;

/** Tells problems of a plan that was made from flags by the flags, which is what the user wrote. */
final class FlagProblems {

    private FlagProblems() {}

    /**
     * Returns the problems as one error.
     *
     * @param flagByPath the flag for each beginning of a path; the longest counts
     */
    static BadInputException told(PlanException problems, Map<String, String> flagByPath) {
        StringBuilder text = new StringBuilder("this cannot be run:");
        problems.problems().forEach(problem -> {
            String place = flagByPath.entrySet().stream()
                    .filter(entry -> problem.path().startsWith(entry.getKey()))
                    .max(Comparator.comparingInt(entry -> entry.getKey().length()))
                    .map(Map.Entry::getValue)
                    .orElse(problem.path());
            String line = (place.isEmpty() ? "" : place + ": ") + problem.message();
            // The same flag makes every cell, and each cell the same problem.
            if (text.indexOf(line) < 0) {
                text.append("\n  ").append(line);
            }
        });
        return new BadInputException(text.toString(), problems);
    }
}
