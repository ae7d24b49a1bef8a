package io.inferbench.core.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;

/**
 * Pauses of the JVM from its flight recorder, read when all is over.
 *
 * <p>The first start in a process takes some hundred milliseconds and some 15 to 25 MiB of memory; between two pauses
 * nothing is done. The recorder keeps its chunk, about 100 KiB, in a folder under {@code java.io.tmpdir} that a process
 * killed meanwhile leaves behind. A recording in memory would leave nothing, but loses what it has whenever another
 * recording of the process starts or stops, and cost more on JDK 17: 70 to 130 ms of processor time in 10 idle seconds,
 * where one on disk could not be told from none.
 */
final class FlightRecorderPauses implements LedgerSource {

    private static final List<String> EVENTS = List.of("jdk.GCPhasePause", "jdk.SafepointBegin", "jdk.SafepointEnd");

    private static final AtomicLong LEDGERS = new AtomicLong();

    private final long ledger = LEDGERS.incrementAndGet();
    private @Nullable Recording recording;

    @Override
    public String name() {
        return "flight recorder";
    }

    @Override
    public void begin(LedgerDraft draft) {
        if (recording != null) {
            return; // it goes on: what came before the ledger's time is left out when it is read
        }
        if (!FlightRecorder.isAvailable()) {
            draft.unavailable(name(), "not part of this JVM, or switched off");
            return;
        }
        Recording started = new Recording();
        started.setName("inferbench ledger");
        for (String event : EVENTS) {
            started.enable(event).withThreshold(Duration.ZERO).withoutStackTrace();
        }
        started.enable(ClockMark.class).withThreshold(Duration.ZERO).withoutStackTrace();
        started.start();
        ClockMark.put(ledger);
        recording = started;
    }

    @Override
    public void end(LedgerDraft draft, Span span) {
        if (recording == null) {
            return;
        }
        try (Recording finished = recording) {
            ClockMark.put(ledger);
            finished.stop();
            Path file = Files.createTempFile("inferbench-ledger", ".jfr");
            try {
                finished.dump(file);
                tell(RecordingFile.readAllEvents(file), draft, span);
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException failure) {
            draft.unavailable(name(), "its recording could not be read: " + failure.getMessage());
        } finally {
            recording = null;
        }
    }

    private void tell(List<RecordedEvent> events, LedgerDraft draft, Span span) {
        List<RecordedEvent> marks = ClockMark.of(ledger, events);
        if (marks.size() < 2) {
            draft.unavailable(name(), "part of its recording is lost, so no pauses are told");
            return;
        }
        // Both marks give the same offset unless the wall clock was set in between.
        new RecordedPauses(draft, span, ClockMark.wallToMonotonicNanos(marks.get(1))).tell(events);
    }
}
