package io.inferbench.tck.broken;

import io.inferbench.api.metric.MetricSink;
import io.inferbench.api.metric.SinkException;
import io.inferbench.api.metric.SinkSession;
import io.inferbench.api.metric.SinkSpec;
import io.inferbench.api.report.RunHeader;
import io.inferbench.api.report.RunReport;
import io.inferbench.api.report.Trial;
import io.inferbench.api.report.TrialResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;

/** A sound sink of one file and a line on the console, to be broken in one way by overriding. */
public class ToySink implements MetricSink {

    @Override
    public String id() {
        return TamperedBackend.idOf(this);
    }

    @Override
    public SinkSession open(SinkSpec spec) throws SinkException {
        try {
            open(spec.directory());
        } catch (IOException refused) {
            throw failure("cannot open " + spec.directory(), refused);
        }
        return new Session(spec);
    }

    void open(Path directory) throws IOException {
        Files.delete(Files.createTempFile(directory, "toy", ".partial"));
    }

    void runStarted(Path file) throws IOException {}

    void trialStarted(Trial trial) {}

    void trialFinished(TrialResult result) {}

    void write(Path file, String text) throws IOException {
        Path partial = file.resolveSibling("toy.partial");
        Files.writeString(partial, text);
        Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
    }

    void close(Path file, boolean finished) throws IOException {}

    void closedAgain() {}

    List<Path> files(Path file, boolean finished) {
        return finished ? List.of(file) : List.of();
    }

    SinkException failure(String text, IOException cause) {
        return new SinkException(text + ": " + cause, cause);
    }

    String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private final class Session implements SinkSession {

        private final SinkSpec spec;
        private final Path file;
        private boolean finished;
        private boolean closed;

        Session(SinkSpec spec) {
            this.spec = spec;
            this.file = spec.directory().resolve("toy.txt");
        }

        @Override
        public void runStarted(RunHeader header) throws SinkException {
            say("started");
            guarded(() -> ToySink.this.runStarted(file));
        }

        @Override
        public void trialStarted(Trial trial) {
            ToySink.this.trialStarted(trial);
        }

        @Override
        public void trialFinished(TrialResult result) {
            ToySink.this.trialFinished(result);
        }

        @Override
        public void runFinished(RunReport report) throws SinkException {
            say("finished " + number(1234567.5));
            guarded(() -> write(file, "results " + report.results().size() + "\n"));
            finished = true;
        }

        @Override
        public List<Path> files() {
            return ToySink.this.files(file, finished);
        }

        @Override
        public void close() throws SinkException {
            if (closed) {
                closedAgain();
            } else {
                closed = true;
                guarded(() -> ToySink.this.close(file, finished));
            }
        }

        private void say(String text) throws SinkException {
            guarded(() -> spec.console().append(text).append("\n"));
        }

        private void guarded(Writing writing) throws SinkException {
            try {
                writing.write();
            } catch (IOException failed) {
                throw failure("cannot write", failed);
            }
        }
    }

    /** Something that writes. */
    @FunctionalInterface
    private interface Writing {
        void write() throws IOException;
    }
}
