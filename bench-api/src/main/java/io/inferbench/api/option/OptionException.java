package io.inferbench.api.option;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Thrown when options cannot be parsed; holds every problem, not the first. */
public final class OptionException extends Exception {

    private static final long serialVersionUID = 1L;

    private final ArrayList<String> problems;

    /** Creates the exception from all problems found. */
    public OptionException(List<String> problems) {
        super(String.join("; ", problems));
        this.problems = new ArrayList<>(problems);
    }

    /** Returns every problem, one sentence each. */
    public List<String> problems() {
        return Collections.unmodifiableList(problems);
    }
}
