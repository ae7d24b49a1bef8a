package io.inferbench.core.ledger;

import io.inferbench.api.report.Interference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** What the sources have to say, until it becomes a ledger. Used by one thread at a time. */
final class LedgerDraft {

    /** Of more events than this the shortest are left out; a report shall not drown in pauses of microseconds. */
    static final int MOST_EVENTS = 10_000;

    private final long originNanos;
    private final Map<LedgerTotal, Double> totals = new EnumMap<>(LedgerTotal.class);
    private final Map<String, String> unavailable = new LinkedHashMap<>();
    private final List<Interference.Event> events = new ArrayList<>();
    private long dropped;

    /** Event times will be offsets from this {@link System#nanoTime}. */
    LedgerDraft(long originNanos) {
        this.originNanos = originNanos;
    }

    void total(LedgerTotal total, double value) {
        totals.put(total, value);
    }

    /** Keeps the difference of two readings; says the source unavailable if either is missing. */
    void difference(LedgerTotal total, OptionalLong before, OptionalLong after, String source) {
        if (before.isEmpty() || after.isEmpty()) {
            unavailable(source, "not told on this machine");
        } else {
            total(total, after.getAsLong() - before.getAsLong());
        }
    }

    /** Says once why a source has nothing to say; the first reason stands. */
    void unavailable(String source, String reason) {
        unavailable.putIfAbsent(source, reason);
    }

    void event(Disturbance kind, long startNanos, long durationNanos, String detail) {
        events.add(new Interference.Event(kind.kind(), startNanos - originNanos, durationNanos, detail));
        if (events.size() >= 2 * MOST_EVENTS) {
            dropShortest();
        }
    }

    Interference toInterference() {
        if (events.size() > MOST_EVENTS) {
            dropShortest();
        }
        if (dropped > 0) {
            total(LedgerTotal.DROPPED_EVENTS, dropped);
        }
        events.sort(Comparator.comparingLong(Interference.Event::startNanos));
        Map<String, Double> keyed = new LinkedHashMap<>();
        totals.forEach((total, value) -> keyed.put(total.key(), value));
        List<String> reasons = unavailable.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .toList();
        return new Interference(keyed, reasons, events);
    }

    private void dropShortest() {
        events.sort(Comparator.comparingLong(Interference.Event::durationNanos).reversed());
        List<Interference.Event> shortest = events.subList(MOST_EVENTS, events.size());
        dropped += shortest.size();
        shortest.clear();
    }
}
