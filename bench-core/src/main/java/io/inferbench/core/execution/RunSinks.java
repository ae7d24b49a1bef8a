package io.inferbench.core.execution;

import io.inferbench.api.metric.MetricSink;
import io.inferbench.api.metric.Progress;
import io.inferbench.api.metric.SinkException;
import io.inferbench.api.metric.SinkSession;
import io.inferbench.api.metric.SinkSpec;
import io.inferbench.api.option.OptionException;
import io.inferbench.api.option.Options;
import io.inferbench.api.report.RunHeader;
import io.inferbench.api.report.RunReport;
import io.inferbench.api.report.Trial;
import io.inferbench.api.report.TrialResult;
import io.inferbench.core.config.ProviderChoice;
import io.inferbench.core.discovery.ProviderCatalog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Every sink of a run as one: events in order, one at a time, from whatever thread.
 *
 * <p>A sink that fails is remembered and the others go on (S-03).
 */
public final class RunSinks implements AutoCloseable {

    private final Map<String, SinkSession> sessions = new LinkedHashMap<>();
    private final Set<String> failures = new LinkedHashSet<>();

    private RunSinks() {}

    /**
     * Opens every sink before anything is measured.
     *
     * @param interactive whether a person watches the console
     * @throws SinkException naming every sink that cannot be opened
     */
    public static RunSinks open(
            List<ProviderChoice> choices,
            ProviderCatalog catalog,
            Path directory,
            Appendable console,
            boolean interactive)
            throws SinkException {
        RunSinks sinks = new RunSinks();
        List<String> problems = new ArrayList<>();
        for (int i = 0; i < choices.size(); i++) {
            ProviderChoice choice = choices.get(i);
            try {
                MetricSink sink = catalog.sinks()
                        .find(choice.id())
                        .orElseThrow(() -> new SinkException(catalog.sinks().explainUnknown(choice.id())));
                Options options = Options.parse(sink.options(), choice.options());
                String name = sinks.sessions.containsKey(choice.id()) ? choice.id() + "#" + i : choice.id();
                sinks.sessions.put(name, sink.open(SinkSpec.of(directory, console, interactive, options)));
            } catch (SinkException | OptionException | RuntimeException | LinkageError refused) {
                problems.add("sink '" + choice.id() + "': " + refused.getMessage());
            }
        }
        if (!problems.isEmpty()) {
            sinks.close();
            throw new SinkException(String.join("; ", problems));
        }
        return sinks;
    }

    /** Passes on the plan. */
    public void runStarted(RunHeader header) {
        tell(sink -> sink.runStarted(header));
    }

    /** Passes on the start of a trial. */
    public void trialStarted(Trial trial) {
        tell(sink -> sink.trialStarted(trial));
    }

    /** Passes on news. */
    public void progressed(Progress progress) {
        tell(sink -> sink.progressed(progress));
    }

    /** Passes on a result. */
    public void trialFinished(TrialResult result) {
        tell(sink -> sink.trialFinished(result));
    }

    /** Passes on the report. */
    public void runFinished(RunReport report) {
        tell(sink -> sink.runFinished(report));
    }

    /** Returns the files that sinks have written. */
    public synchronized List<Path> files() {
        return sessions.values().stream().flatMap(sink -> sink.files().stream()).toList();
    }

    /** Returns what went wrong with sinks, each thing once. */
    public synchronized List<String> failures() {
        return List.copyOf(failures);
    }

    private interface Event {

        void tell(SinkSession sink) throws SinkException;
    }

    private synchronized void tell(Event event) {
        sessions.forEach((name, sink) -> {
            try {
                event.tell(sink);
            } catch (SinkException | RuntimeException | LinkageError failed) {
                failures.add("sink '" + name + "': " + failed.getMessage());
            }
        });
    }

    @Override
    public void close() {
        tell(SinkSession::close);
    }
}
