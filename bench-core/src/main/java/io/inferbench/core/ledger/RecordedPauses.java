package io.inferbench.core.ledger;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;

/** Sums up the pauses of one flight recording, as far as they fall into the ledger's time. */
final class RecordedPauses {

    /** Shorter ones are in the totals only: a tenth of a millisecond is no event to look back at. */
    static final long SHORTEST_EVENT_NANOS = 100_000;

    private final LedgerDraft draft;
    private final LedgerSource.Span span;
    private final long wallToMonotonicNanos;
    private final Map<Long, Instant> safepointBegins = new HashMap<>();
    private long gcNanos;
    private long safepointNanos;
    private long safepoints;

    RecordedPauses(LedgerDraft draft, LedgerSource.Span span, long wallToMonotonicNanos) {
        this.draft = draft;
        this.span = span;
        this.wallToMonotonicNanos = wallToMonotonicNanos;
    }

    void tell(List<RecordedEvent> events) {
        // Events come in the order in which threads' buffers were written, so an end can stand before its begin.
        for (RecordedEvent event : events) {
            if (isNamed(event, "jdk.SafepointBegin")) {
                safepointBegins.put(event.getLong("safepointId"), event.getStartTime());
            }
        }
        for (RecordedEvent event : events) {
            if (isNamed(event, "jdk.GCPhasePause")) {
                gcNanos +=
                        keep(Disturbance.GC_PAUSE, event.getStartTime(), event.getEndTime(), event.getString("name"));
            } else if (isNamed(event, "jdk.SafepointEnd")) {
                safepoint(event);
            }
        }
        draft.total(LedgerTotal.GC_PAUSE_TIME, gcNanos);
        draft.total(LedgerTotal.SAFEPOINT_TIME, safepointNanos);
        draft.total(LedgerTotal.SAFEPOINT_COUNT, safepoints);
    }

    /** Leaves out a safepoint that had begun before the recording. */
    private void safepoint(RecordedEvent end) {
        Instant begin = safepointBegins.get(end.getLong("safepointId"));
        if (begin != null) {
            long nanos = keep(Disturbance.SAFEPOINT, begin, end.getEndTime(), "");
            safepointNanos += nanos;
            safepoints += nanos > 0 ? 1 : 0;
        }
    }

    /** Returns the length of the part inside the ledger's time. */
    private long keep(Disturbance kind, Instant start, Instant end, String detail) {
        long startNanos = Math.max(epochNanos(start) + wallToMonotonicNanos, span.startNanos());
        long endNanos = Math.min(epochNanos(end) + wallToMonotonicNanos, span.endNanos());
        long nanos = Math.max(0, endNanos - startNanos);
        if (nanos >= SHORTEST_EVENT_NANOS) {
            draft.event(kind, startNanos, nanos, detail);
        }
        return nanos;
    }

    static long epochNanos(Instant instant) {
        return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
    }

    private static boolean isNamed(RecordedEvent event, String name) {
        return event.getEventType().getName().equals(name);
    }
}
