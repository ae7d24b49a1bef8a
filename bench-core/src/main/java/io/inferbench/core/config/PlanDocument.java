package io.inferbench.core.config;

/** A plan that was read: its configuration, and where each part of it was written. */
public final class PlanDocument {

    private final BenchmarkConfig config;
    private final PlanPlaces places;

    PlanDocument(BenchmarkConfig config, PlanPlaces places) {
        this.config = config;
        this.places = places;
    }

    /** Returns what the plan asks for, defaults filled in. */
    public BenchmarkConfig config() {
        return config;
    }

    /** Returns the same problems with the lines they are about, for a person who has the file open. */
    public PlanException locate(PlanException unlocated) {
        PlanException located = new PlanException(PlanProblem.inOrder(
                unlocated.problems().stream().map(places::locate).toList()));
        located.setStackTrace(unlocated.getStackTrace());
        return located;
    }
}
