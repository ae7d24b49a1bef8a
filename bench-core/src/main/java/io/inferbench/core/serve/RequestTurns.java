package io.inferbench.core.serve;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Which request comes next: those that wait for nobody in the workload's order, round and round, and before them the next
 * turns of conversations whose turn before was answered. For the pacing thread alone.
 */
final class RequestTurns {

    private final List<ReadyRequest> requests;
    private final int[] beginnings;
    private final Deque<Due> due = new ArrayDeque<>();
    private long taken;

    /**
     * A request that became ready.
     *
     * @param request the next turn
     * @param sinceNanos when the turn before was answered
     */
    record Due(ReadyRequest request, long sinceNanos) {}

    RequestTurns(List<ReadyRequest> requests) {
        this.requests = List.copyOf(requests);
        boolean[] follows = new boolean[requests.size()];
        requests.forEach(request -> request.successor().ifPresent(next -> follows[next] = true));
        this.beginnings = IntStream.range(0, follows.length)
                .filter(index -> !follows[index])
                .toArray();
    }

    /** Goes on at that place of the order. */
    void moveTo(long turn) {
        taken = turn;
    }

    /** Returns the next request that waits for nobody. */
    ReadyRequest next() {
        return requests.get(beginnings[(int) (taken++ % beginnings.length)]);
    }

    /** Takes note that a request was answered; its successor is due. A conversation with a failed turn ends. */
    void answered(Flight flight) {
        if (!flight.failed() && flight.request().successor().isPresent()) {
            due.add(new Due(
                    requests.get(flight.request().successor().getAsInt()),
                    flight.end().endNanos()));
        }
    }

    /** Returns the oldest next turn that is due. */
    Optional<Due> due() {
        return Optional.ofNullable(due.poll());
    }

    /** Returns whether any request waits for another one's answer. */
    boolean haveSuccessors() {
        return beginnings.length < requests.size();
    }

    boolean hasDue() {
        return !due.isEmpty();
    }
}
