package io.inferbench.core.journal;

import io.inferbench.api.report.RunHeader;
import io.inferbench.core.run.ForkOutcome;
import io.inferbench.core.run.RunJson;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.Arrays;

/**
 * Writes what is known of a run, so that nothing measured is lost when it stops. One thread.
 *
 * <p>Not through a channel: an interrupt, which is how a run is stopped, would close it.
 */
public final class Journal implements AutoCloseable {

    private final RandomAccessFile file;

    private Journal(RandomAccessFile file) {
        this.file = file;
    }

    /**
     * Begins the journal of a run.
     *
     * @throws IOException if it cannot be written
     */
    public static Journal begin(RunFolder folder, RunHeader header) throws IOException {
        Journal journal = new Journal(new RandomAccessFile(folder.journal().toFile(), "rw"));
        journal.append(new JournalEntry.Started(header));
        return journal;
    }

    /** Goes on with a journal after its last whole line. */
    static Journal resume(RunFolder folder, long wholeBytes) throws IOException {
        RandomAccessFile file = new RandomAccessFile(folder.journal().toFile(), "rw");
        file.setLength(wholeBytes);
        file.seek(wholeBytes);
        return new Journal(file);
    }

    /**
     * Keeps the outcome of a fork; on the disk when this returns.
     *
     * @throws IOException if it cannot be written
     */
    public void forkEnded(String trialId, int fork, ForkOutcome outcome) throws IOException {
        append(new JournalEntry.Fork(trialId, fork, outcome));
    }

    private void append(JournalEntry entry) throws IOException {
        byte[] json = RunJson.mapper().writeValueAsBytes(entry);
        byte[] line = Arrays.copyOf(json, json.length + 1);
        line[json.length] = '\n';
        file.write(line);
        file.getFD().sync();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
