package io.inferbench.core.sink;

import io.inferbench.api.metric.MetricSink;
import io.inferbench.api.metric.SinkSession;
import io.inferbench.api.metric.SinkSpec;
import io.inferbench.api.option.OptionSpec;
import java.util.List;
import java.util.Optional;

/** Shows the run while it runs and a table at its end. */
public final class ConsoleSink implements MetricSink {

    private static final int LEAST_WIDTH = 40;
    private static final int USUAL_WIDTH = 80;
    private static final int MOST_WIDTH = 1000;

    private static final OptionSpec<Integer> WIDTH = OptionSpec.integer(
            "width", LEAST_WIDTH, MOST_WIDTH, "characters in a line; else the environment's COLUMNS, else 80");

    /** Creates the sink. */
    public ConsoleSink() {}

    @Override
    public String id() {
        return "console";
    }

    @Override
    public String description() {
        return "progress while the run goes on and a table at its end";
    }

    @Override
    public List<OptionSpec<?>> options() {
        return List.of(WIDTH);
    }

    @Override
    public SinkSession open(SinkSpec spec) {
        int width = spec.options().find(WIDTH).or(ConsoleSink::environmentWidth).orElse(USUAL_WIDTH);
        LiveText text = new LiveText(spec.console(), spec.isInteractive(), width);
        return new ConsoleSession(text, spec.directory());
    }

    private static Optional<Integer> environmentWidth() {
        String columns = System.getenv("COLUMNS");
        try {
            return columns == null ? Optional.empty() : Optional.of(WIDTH.parse(columns));
        } catch (IllegalArgumentException notAWidth) {
            return Optional.empty();
        }
    }
}
