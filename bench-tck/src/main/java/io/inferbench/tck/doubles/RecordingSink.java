package io.inferbench.tck.doubles;

import io.inferbench.api.metric.MetricSink;
import io.inferbench.api.metric.Progress;
import io.inferbench.api.metric.SinkException;
import io.inferbench.api.metric.SinkSession;
import io.inferbench.api.metric.SinkSpec;
import io.inferbench.api.report.RunHeader;
import io.inferbench.api.report.RunReport;
import io.inferbench.api.report.Trial;
import io.inferbench.api.report.TrialResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A sink that keeps what it is told, for tests of whoever tells it.
 *
 * <p>Keeps the events of all its sessions, in order; safe to read from another thread. Writes nothing.
 */
public final class RecordingSink implements MetricSink {

    private final Predicate<String> failure;
    private final List<String> events = new ArrayList<>();
    private final List<TrialResult> results = new ArrayList<>();
    private @Nullable RunHeader header;
    private @Nullable RunReport report;

    /** Creates a sink that takes everything. */
    public RecordingSink() {
        this(event -> false);
    }

    private RecordingSink(Predicate<String> failure) {
        this.failure = failure;
    }

    /** Returns a sink that throws a {@link SinkException} on events of which the predicate says so, and records them. */
    public static RecordingSink failingOn(Predicate<String> event) {
        return new RecordingSink(event);
    }

    @Override
    public String id() {
        return "recording";
    }

    @Override
    public String description() {
        return "keeps what it is told, for tests";
    }

    @Override
    public SinkSession open(SinkSpec spec) throws SinkException {
        take("open");
        return new Session();
    }

    /**
     * Returns the events so far, for instance {@code runStarted}, {@code trialStarted ort-cpu/bert/batch=1}, {@code
     * progressed warm-up}, {@code trialFinished ort-cpu/bert/batch=1 VALID}, {@code runFinished}, {@code close}.
     */
    public synchronized List<String> events() {
        return List.copyOf(events);
    }

    /** Returns the results of finished trials, in order. */
    public synchronized List<TrialResult> results() {
        return List.copyOf(results);
    }

    /** Returns the latest run's header, if one started. */
    public synchronized Optional<RunHeader> header() {
        return Optional.ofNullable(header);
    }

    /** Returns the latest run's report, if one finished. */
    public synchronized Optional<RunReport> report() {
        return Optional.ofNullable(report);
    }

    private synchronized void take(String event) throws SinkException {
        events.add(event);
        if (failure.test(event)) {
            throw new SinkException("the recording sink was told to fail on '" + event + "'");
        }
    }

    private final class Session implements SinkSession {

        @Override
        public void runStarted(RunHeader started) throws SinkException {
            synchronized (RecordingSink.this) {
                header = started;
                take("runStarted");
            }
        }

        @Override
        public void trialStarted(Trial trial) throws SinkException {
            take("trialStarted " + trial.id());
        }

        @Override
        public void progressed(Progress progress) throws SinkException {
            take("progressed " + progress.phase());
        }

        @Override
        public void trialFinished(TrialResult result) throws SinkException {
            synchronized (RecordingSink.this) {
                results.add(result);
                take("trialFinished " + result.trial().id() + " "
                        + result.verdict().status());
            }
        }

        @Override
        public void runFinished(RunReport finished) throws SinkException {
            synchronized (RecordingSink.this) {
                report = finished;
                take("runFinished");
            }
        }

        @Override
        public void close() throws SinkException {
            take("close");
        }
    }
}
