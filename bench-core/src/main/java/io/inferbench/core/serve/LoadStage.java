package io.inferbench.core.serve;

import io.inferbench.core.load.Schedule;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A stretch of load; stages follow each other without a pause.
 *
 * @param kind what it is for
 * @param firstTurn place in the workload's order of the first request
 * @param schedule when requests start, from the stage's own; without one a request starts when a place is free
 * @param limit most requests in flight
 * @param count how many requests to start at most; in a warm-up at least
 * @param nanos how long requests are started at most; in a warm-up at least
 */
public record LoadStage(
        Kind kind,
        int firstTurn,
        Optional<Schedule> schedule,
        OptionalInt limit,
        OptionalInt count,
        OptionalLong nanos) {

    /** What a stage is for; the report holds these by number. */
    public enum Kind {
        /** Not counted. */
        WARM_UP,
        /** To find out whether a rate can be held. */
        PROBE,
        /** Counted. */
        MEASUREMENT
    }

    /** Refuses a load that would never end or never begin. */
    public LoadStage {
        if (schedule.isEmpty() && limit.isEmpty()) {
            throw new IllegalArgumentException("a load without a schedule needs a limit of requests in flight");
        }
        if (schedule.isEmpty() && count.isEmpty() && nanos.isEmpty()) {
            throw new IllegalArgumentException("a load without a schedule needs a number of requests or a time");
        }
    }

    /** Returns a stage that keeps that many requests in flight. */
    static LoadStage closed(Kind kind, int firstTurn, int inFlight, OptionalInt count, OptionalLong nanos) {
        return new LoadStage(kind, firstTurn, Optional.empty(), OptionalInt.of(inFlight), count, nanos);
    }

    /** Returns a stage that starts requests when they are due. */
    static LoadStage open(Kind kind, int firstTurn, Schedule schedule, OptionalInt limit, OptionalLong nanos) {
        return new LoadStage(kind, firstTurn, Optional.of(schedule), limit, OptionalInt.empty(), nanos);
    }

    /** Returns how many requests it means to start, as far as that is known before. */
    int plannedStarts() {
        return schedule.map(Schedule::size).orElseGet(() -> count.orElse(0));
    }
}
