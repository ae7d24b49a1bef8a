package io.inferbench.core.serve;

import io.inferbench.core.load.Schedule;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Starts requests when they are due, on one thread, and waits for nobody's answer.
 *
 * <p>Instants come from a schedule made before, counted from the stage's start: a late start makes no later one late, and
 * nothing is re-anchored. Without a schedule a request is due when a place becomes free. The thread parks until shortly
 * before an instant and spins the rest, since a park alone wakes tens of microseconds late.
 */
final class LoadPacer {

    /** A parked thread wakes that late at most, nearly always. */
    private static final long SPIN_NANOS = 100_000;

    /** A shorter park oversleeps by as much as it lasts. */
    private static final long SHORTEST_PARK_NANOS = 100_000;

    private static final long LONGEST_PARK_NANOS = 50_000_000;

    /** A session that was told to give a request up says so at once, or never. */
    private static final long CANCELLING_NANOS = 2_000_000_000;

    private final RequestTurns turns;
    private final boolean textKept;
    private final int failuresAllowed;
    private final Thread thread = Thread.currentThread();
    private final Queue<Flight> ended = new ConcurrentLinkedQueue<>();
    private final List<Flight> flights = new ArrayList<>();
    private final Deque<Long> freed = new ArrayDeque<>();
    private volatile boolean wokenByEnds;
    private volatile boolean stopped;
    private int inFlight;
    private int failuresInARow;
    private int stageNumber = -1;

    /**
     * Creates a pacer that belongs to the calling thread.
     *
     * @param textKept whether answers are kept as text
     * @param failuresAllowed one after the other, before the server is taken for lost
     */
    LoadPacer(List<ReadyRequest> requests, boolean textKept, int failuresAllowed) {
        this.turns = new RequestTurns(requests);
        this.textKept = textKept;
        this.failuresAllowed = failuresAllowed;
    }

    /** Starts no more requests; any thread may call this. */
    void stop() {
        stopped = true;
        LockSupport.unpark(thread);
    }

    /** Returns every request started, in the order of starting; to be read once {@link #drain} is over. */
    List<Flight> flights() {
        return flights;
    }

    /**
     * Runs stages one after the other; requests of one may still be in flight in the next.
     *
     * @param begun told when a stage begins, on this thread: has to return at once
     */
    List<StageRun> run(List<LoadStage> stages, Consumer<LoadStage> begun) {
        List<StageRun> runs = new ArrayList<>();
        long begin = System.nanoTime();
        for (LoadStage stage : stages) {
            stageNumber++;
            turns.moveTo(stage.firstTurn());
            begun.accept(stage);
            StageRun run = stage.schedule().isPresent() ? open(stage, begin) : closed(stage, begin);
            runs.add(run);
            begin = run.endNanos();
        }
        return runs;
    }

    private StageRun closed(LoadStage stage, long begin) {
        wokenByEnds = true;
        freed.clear();
        int limit = stage.limit().orElseThrow();
        int started = 0;
        while (true) {
            takeEnded();
            long now = System.nanoTime();
            Optional<StageRun.End> over = over(stage, started, now - begin);
            if (over.isPresent()) {
                return new StageRun(stage, begin, now, started, over.get());
            }
            if (inFlight < limit) {
                started++;
                long free = freed.isEmpty() ? begin : freed.poll();
                ReadyRequest request =
                        turns.due().map(RequestTurns.Due::request).orElseGet(turns::next);
                start(request, free);
            } else {
                park(LONGEST_PARK_NANOS);
            }
        }
    }

    private StageRun open(LoadStage stage, long begin) {
        Schedule schedule = stage.schedule().orElseThrow();
        wokenByEnds = stage.limit().isPresent() || turns.haveSuccessors();
        int limit = stage.limit().orElse(Integer.MAX_VALUE);
        long end = begin + stage.nanos().orElse(schedule.startNanos(schedule.size() - 1));
        int next = 0;
        int started = 0;
        while (true) {
            takeEnded();
            freed.clear();
            Optional<StageRun.End> over = over(stage, 0, 0);
            if (over.isPresent()) {
                return new StageRun(stage, begin, System.nanoTime(), started, over.get());
            }
            long due = next < schedule.size() ? begin + schedule.startNanos(next) : end;
            boolean isDue = due - System.nanoTime() <= 0;
            if (isDue && next == schedule.size()) {
                return new StageRun(stage, begin, end, started, StageRun.End.COUNT);
            }
            boolean followerWaits = turns.hasDue();
            if ((isDue || followerWaits) && inFlight >= limit) {
                park(LONGEST_PARK_NANOS);
            } else if (isDue) {
                next++;
                started++;
                start(turns.next(), due);
            } else if (followerWaits) {
                started++;
                RequestTurns.Due follower = turns.due().orElseThrow();
                start(follower.request(), follower.sinceNanos());
            } else {
                await(due);
            }
        }
    }

    private Optional<StageRun.End> over(LoadStage stage, int started, long elapsedNanos) {
        if (stopped) {
            return Optional.of(StageRun.End.STOPPED);
        }
        if (failuresInARow >= failuresAllowed) {
            return Optional.of(StageRun.End.SERVER_LOST);
        }
        boolean counted = stage.count().isPresent() && started >= stage.count().getAsInt();
        boolean timed = stage.schedule().isEmpty()
                && stage.nanos().isPresent()
                && elapsedNanos >= stage.nanos().getAsLong();
        boolean needsBoth = stage.kind() == LoadStage.Kind.WARM_UP
                && stage.count().isPresent()
                && stage.nanos().isPresent();
        if (needsBoth) {
            return counted && timed ? Optional.of(StageRun.End.COUNT) : Optional.empty();
        }
        if (counted) {
            return Optional.of(StageRun.End.COUNT);
        }
        return timed ? Optional.of(StageRun.End.TIME) : Optional.empty();
    }

    private void start(ReadyRequest request, long intendedNanos) {
        Flight flight = new Flight(stageNumber, request, intendedNanos, textKept, this::ended);
        flights.add(flight);
        inFlight++;
        flight.startNow();
    }

    /** Called by threads of the session. */
    private void ended(Flight flight) {
        ended.add(flight);
        if (wokenByEnds) {
            LockSupport.unpark(thread);
        }
    }

    private void takeEnded() {
        for (Flight flight = ended.poll(); flight != null; flight = ended.poll()) {
            inFlight--;
            failuresInARow = flight.failed() ? failuresInARow + 1 : 0;
            freed.add(flight.end().endNanos());
            turns.answered(flight);
        }
    }

    /**
     * Waits for the answers still to come, and gives up those that do not come in time: they count as cancelled.
     *
     * @param patienceNanos how long
     */
    void drain(long patienceNanos) {
        wokenByEnds = true;
        awaitEnds(System.nanoTime() + patienceNanos);
        if (inFlight > 0) {
            flights.forEach(Flight::giveUp);
            awaitEnds(System.nanoTime() + CANCELLING_NANOS);
            flights.forEach(Flight::abandon);
            takeEnded();
        }
    }

    private void awaitEnds(long deadline) {
        takeEnded();
        while (inFlight > 0 && !stopped && System.nanoTime() - deadline < 0) {
            park(LONGEST_PARK_NANOS);
            takeEnded();
        }
    }

    /** Parks until shortly before, then spins. */
    private void await(long instant) {
        long left = instant - System.nanoTime();
        if (left > SPIN_NANOS + SHORTEST_PARK_NANOS) {
            park(Math.min(LONGEST_PARK_NANOS, left - SPIN_NANOS));
        } else {
            Thread.onSpinWait();
        }
    }

    private void park(long nanos) {
        if (ended.isEmpty()) {
            LockSupport.parkNanos(this, nanos);
        }
    }
}
