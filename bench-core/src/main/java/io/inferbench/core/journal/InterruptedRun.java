package io.inferbench.core.journal;

import io.inferbench.api.report.RunHeader;
import io.inferbench.core.run.ForkOutcome;
import io.inferbench.core.run.RunJson;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/** What the journal of a run that stopped holds. */
public final class InterruptedRun {

    private final RunFolder folder;
    private final RunHeader header;
    private final Map<ForkKey, ForkOutcome> outcomes;
    private final long wholeBytes;

    private InterruptedRun(RunFolder folder, RunHeader header, Map<ForkKey, ForkOutcome> outcomes, long wholeBytes) {
        this.folder = folder;
        this.header = header;
        this.outcomes = outcomes;
        this.wholeBytes = wholeBytes;
    }

    private record ForkKey(String trialId, int fork) {}

    /**
     * Reads the journal in a run's folder.
     *
     * @throws IOException if there is none, or it cannot be read
     */
    public static InterruptedRun read(RunFolder folder) throws IOException {
        if (!Files.isRegularFile(folder.journal())) {
            throw new IOException("no run can be resumed from " + folder.path() + ": it holds no "
                    + folder.journal().getFileName());
        }
        try (InputStream in =
                new BufferedInputStream(new FileInputStream(folder.journal().toFile()))) {
            byte[] first = line(in);
            if (!isWhole(first) || !(parse(folder, first) instanceof JournalEntry.Started started)) {
                throw new IOException(folder.journal() + " does not begin with a run's header; it is no journal");
            }
            Map<ForkKey, ForkOutcome> outcomes = new LinkedHashMap<>();
            long whole = first.length;
            // A process that is killed while it writes leaves a torn line at the end.
            for (byte[] line = line(in); isWhole(line); line = line(in)) {
                if (parse(folder, line) instanceof JournalEntry.Fork fork) {
                    outcomes.put(new ForkKey(fork.trialId(), fork.fork()), fork.outcome());
                }
                whole += line.length;
            }
            return new InterruptedRun(folder, started.header(), outcomes, whole);
        }
    }

    /** Returns what was known when the run began. */
    public RunHeader header() {
        return header;
    }

    /** Returns what became of a fork; empty if it has not come to an end. */
    public Optional<ForkOutcome> outcome(String trialId, int fork) {
        return Optional.ofNullable(outcomes.get(new ForkKey(trialId, fork)));
    }

    /**
     * Opens the journal for what is still to come.
     *
     * @throws IOException if it cannot be written
     */
    public Journal goOn() throws IOException {
        return Journal.resume(folder, wholeBytes);
    }

    private static JournalEntry parse(RunFolder folder, byte[] line) throws IOException {
        try {
            return RunJson.mapper().readValue(line, JournalEntry.class);
        } catch (JacksonException unreadable) {
            throw new IOException(
                    folder.journal() + " holds a line that cannot be read: " + unreadable.getOriginalMessage(),
                    unreadable);
        }
    }

    private static boolean isWhole(byte[] line) {
        return line.length > 0 && line[line.length - 1] == '\n';
    }

    private static byte[] line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0; next = in.read()) {
            line.write(next);
            if (next == '\n') {
                break;
            }
        }
        return line.toByteArray();
    }
}
