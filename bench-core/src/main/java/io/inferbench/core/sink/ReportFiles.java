package io.inferbench.core.sink;

import io.inferbench.api.metric.SinkException;
import io.inferbench.api.metric.SinkSession;
import io.inferbench.api.report.RunReport;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A session that writes files from the whole report, once, at the end. */
public final class ReportFiles implements SinkSession {

    private final List<Output> outputs = new ArrayList<>();

    /** Creates a session without files. */
    public ReportFiles() {}

    /** Turns a report into one file. */
    @FunctionalInterface
    public interface Format {

        /** Writes the whole file; leaves the stream open. */
        void write(RunReport report, OutputStream out) throws IOException;
    }

    private record Output(WholeFile file, Format format) {}

    /**
     * Adds a file.
     *
     * @throws SinkException if it cannot be written there; files added before are released
     */
    public ReportFiles with(Path directory, String name, Format format) throws SinkException {
        try {
            outputs.add(new Output(WholeFile.reserve(directory, name), format));
            return this;
        } catch (SinkException refused) {
            close();
            throw refused;
        }
    }

    @Override
    public void runFinished(RunReport report) throws SinkException {
        for (Output output : outputs) {
            output.file().write(out -> output.format().write(report, out));
        }
    }

    @Override
    public List<Path> files() {
        return outputs.stream()
                .map(output -> output.file().finished())
                .flatMap(Optional::stream)
                .toList();
    }

    @Override
    public void close() throws SinkException {
        @Nullable SinkException first = null;
        for (Output output : outputs) {
            try {
                output.file().close();
            } catch (SinkException failed) {
                if (first == null) {
                    first = failed;
                } else {
                    first.addSuppressed(failed);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
