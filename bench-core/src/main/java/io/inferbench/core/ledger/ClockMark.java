package io.inferbench.core.ledger;

import java.util.Comparator;
import java.util.List;
import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.consumer.RecordedEvent;

/** Ties the flight recorder's wall clock to {@link System#nanoTime}, and shows that nothing before it was overwritten. */
@Name(ClockMark.NAME)
@Label("Clock mark")
@Category("Inferbench")
@StackTrace(false)
final class ClockMark extends Event {

    static final String NAME = "io.inferbench.ClockMark";

    @Label("Ledger")
    long ledger;

    @Label("System.nanoTime")
    long monotonic;

    static void put(long ledger) {
        ClockMark mark = new ClockMark();
        mark.ledger = ledger;
        mark.monotonic = System.nanoTime();
        mark.commit();
    }

    /** Returns one ledger's marks in the order of time; two ledgers of one process see each other's. */
    static List<RecordedEvent> of(long ledger, List<RecordedEvent> events) {
        return events.stream()
                .filter(event -> event.getEventType().getName().equals(NAME) && event.getLong("ledger") == ledger)
                .sorted(Comparator.comparing(RecordedEvent::getStartTime))
                .toList();
    }

    /** Returns what to add to the recorder's wall-clock nanoseconds. */
    static long wallToMonotonicNanos(RecordedEvent mark) {
        return mark.getLong("monotonic") - RecordedPauses.epochNanos(mark.getStartTime());
    }
}
