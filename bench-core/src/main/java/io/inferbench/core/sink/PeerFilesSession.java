package io.inferbench.core.sink;

import io.inferbench.api.metric.SinkException;
import io.inferbench.api.metric.SinkSession;
import io.inferbench.api.metric.SinkSpec;
import io.inferbench.api.report.RunReport;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/** Writes one file per fork of each served trial, named by what it holds, once the run is over. */
final class PeerFilesSession implements SinkSession {

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
                    .build())
            .build();

    private final Path directory;
    private final boolean detailed;
    private final Function<ServedFork, PeerFile> format;
    private final List<Path> files = new ArrayList<>();

    private PeerFilesSession(Path directory, boolean detailed, Function<ServedFork, PeerFile> format) {
        this.directory = directory;
        this.detailed = detailed;
        this.format = format;
    }

    /**
     * Makes sure that files can be written.
     *
     * @throws SinkException if they cannot
     */
    static PeerFilesSession open(SinkSpec spec, String sink, boolean detailed, Function<ServedFork, PeerFile> format)
            throws SinkException {
        WholeFile.reserve(spec.directory(), sink).close();
        return new PeerFilesSession(spec.directory(), detailed, format);
    }

    @Override
    public void runFinished(RunReport report) throws SinkException {
        for (ServedFork fork : ServedFork.of(report)) {
            PeerFile file = format.apply(fork);
            if (!file.fits()) {
                continue;
            }
            String text = JSON.writeValueAsString(file.values(detailed));
            try (WholeFile out = WholeFile.reserve(directory, unused(file.name()))) {
                out.write(stream -> stream.write(text.getBytes(StandardCharsets.UTF_8)));
                out.finished().ifPresent(files::add);
            }
        }
    }

    /** Trials that differ in what the name does not say get a number. */
    private String unused(String name) {
        String unused = name + ".json";
        for (int number = 2; files.contains(directory.resolve(unused)); number++) {
            unused = name + "-" + number + ".json";
        }
        return unused;
    }

    @Override
    public List<Path> files() {
        return List.copyOf(files);
    }

    @Override
    public void close() {
        // every file is closed when it is written
    }
}
