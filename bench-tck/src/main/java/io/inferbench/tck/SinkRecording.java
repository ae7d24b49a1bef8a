package io.inferbench.tck;

import io.inferbench.api.metric.MetricSink;
import io.inferbench.api.metric.Progress;
import io.inferbench.api.metric.SinkException;
import io.inferbench.api.metric.SinkSession;
import io.inferbench.api.metric.SinkSpec;
import io.inferbench.api.option.Options;
import io.inferbench.api.report.Trial;
import io.inferbench.tck.doubles.SampleRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What one whole run through a sink left.
 *
 * @param files below its folder
 * @param named by {@link SinkSession#files} when the run had finished
 * @param console the text for a person
 */
record SinkRecording(FolderContent files, List<Path> named, String console) {

    static final Progress PROGRESS = new Progress(
            SampleRun.trials().get(0).id(), 1, 3, 1, 2, "warm-up", "1,234 calls, p50 1.5 ms", 1_500_000_000L);

    /** Tells a new session of the sink the whole sample run. */
    static SinkRecording ofWholeRun(MetricSink sink, Options options, Path folder, boolean interactive)
            throws SinkException, IOException {
        StringBuilder console = new StringBuilder();
        List<Path> named;
        try (SinkSession session = sink.open(SinkSpec.of(folder, console, interactive, options))) {
            tellTrials(session);
            session.runFinished(SampleRun.report());
            named = List.copyOf(session.files());
        }
        return new SinkRecording(FolderContent.of(folder), named, console.toString());
    }

    /** Tells everything up to the end of the last trial. */
    static void tellTrials(SinkSession session) throws SinkException {
        session.runStarted(SampleRun.header());
        List<Trial> trials = SampleRun.trials();
        for (int at = 0; at < trials.size(); at++) {
            session.trialStarted(trials.get(at));
            session.progressed(PROGRESS);
            session.progressed(PROGRESS);
            session.trialFinished(SampleRun.results().get(at));
        }
    }
}
