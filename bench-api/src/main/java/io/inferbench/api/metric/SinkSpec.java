package io.inferbench.api.metric;

import io.inferbench.api.option.Options;
import java.nio.file.Path;
import java.util.Objects;

/** Where and how a sink writes. */
public final class SinkSpec {

    private final Path directory;
    private final Appendable console;
    private final boolean interactive;
    private final Options options;

    private SinkSpec(Path directory, Appendable console, boolean interactive, Options options) {
        this.directory = Objects.requireNonNull(directory, "directory");
        this.console = Objects.requireNonNull(console, "console");
        this.interactive = interactive;
        this.options = Objects.requireNonNull(options, "options");
    }

    /**
     * Returns a specification.
     *
     * @param directory the existing folder of this run's results
     * @param console where text for a person goes
     * @param interactive whether a person watches: a line may be rewritten in place
     * @param options the parsed options of this sink
     */
    public static SinkSpec of(Path directory, Appendable console, boolean interactive, Options options) {
        return new SinkSpec(directory, console, interactive, options);
    }

    /** Returns the existing folder of this run's results. */
    public Path directory() {
        return directory;
    }

    /** Returns where text for a person goes. */
    public Appendable console() {
        return console;
    }

    /** Returns whether a person watches the console. */
    public boolean isInteractive() {
        return interactive;
    }

    /** Returns the parsed options. */
    public Options options() {
        return options;
    }
}
