package io.inferbench.core.ledger;

import io.inferbench.api.report.Interference;
import io.inferbench.core.clock.NanoClock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** One ledger's work, apart from the thread that does it. */
final class LedgerLoop {

    /** How often the host is read. */
    static final long SAMPLE_NANOS = 1_000_000_000;

    private final NanoClock clock;
    private final long originNanos;
    private final List<LedgerSource> sources;
    private final Map<String, String> silenced = new LinkedHashMap<>();
    private LedgerDraft draft;
    private TimerLag lag;
    private long startNanos;
    private long nextSampleNanos;

    LedgerLoop(NanoClock clock, long originNanos, List<LedgerSource> sources) {
        this.clock = clock;
        this.originNanos = originNanos;
        this.sources = new ArrayList<>(sources);
        this.draft = new LedgerDraft(originNanos);
        this.lag = new TimerLag(clock, draft);
    }

    /**
     * Begins every source in order: the slow ones first, so that the others do not count them. Called again, forgets what
     * was seen.
     */
    void begin() {
        draft = new LedgerDraft(originNanos);
        lag = new TimerLag(clock, draft);
        silenced.forEach(draft::unavailable);
        each(source -> source.begin(draft));
        startNanos = clock.nanoTime();
        nextSampleNanos = startNanos;
        lag.begin(startNanos);
    }

    /** Sleeps one step, and reads the host when it is time. */
    void step() {
        long now = lag.step();
        if (now - nextSampleNanos >= 0) {
            nextSampleNanos = now + SAMPLE_NANOS;
            each(source -> source.sample(draft, now));
            lag.skipTo(clock.nanoTime());
        }
    }

    /** Ends every source in the opposite order. */
    Interference end(LedgerCost cost) {
        LedgerSource.Span span = new LedgerSource.Span(startNanos, clock.nanoTime());
        Collections.reverse(sources);
        each(source -> source.end(draft, span));
        lag.end();
        draft.total(LedgerTotal.OBSERVED_TIME, span.durationNanos());
        cost.tell(draft);
        return draft.toInterference();
    }

    /** A source that fails is silenced and named; the ledger goes on, for it is no reason to lose a measurement. */
    private void each(Consumer<LedgerSource> action) {
        List<LedgerSource> failed = new ArrayList<>();
        for (LedgerSource source : sources) {
            try {
                action.accept(source);
            } catch (RuntimeException failure) {
                silenced.put(source.name(), "failed: " + failure);
                draft.unavailable(source.name(), "failed: " + failure);
                failed.add(source);
            }
        }
        sources.removeAll(failed);
    }
}
