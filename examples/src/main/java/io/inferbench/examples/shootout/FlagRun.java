package io.inferbench.examples.shootout;

import io.inferbench.core.Benchmark;
import io.inferbench.core.RunException;
import io.inferbench.core.config.BenchmarkConfig;
import io.inferbench.core.config.PlanException;
import io.inferbench.core.discovery.ProviderCatalog;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine;

/** Runs what a command made of its flags, and tells problems by them. */
final class FlagRun {

    private final CommandLine command;
    private final ProviderFlags providers;
    private final OutputFlags output;

    FlagRun(CommandLine command, ProviderFlags providers, OutputFlags output) {
        this.command = command;
        this.providers = providers;
        this.output = output;
    }

    /** Makes a configuration of a command's flags. */
    interface Maker {

        BenchmarkConfig config(ProviderCatalog catalog) throws BadInputException;
    }

    /**
     * Runs, and returns the exit code.
     *
     * @param flagByPath the flag that a place in the plan came from; those of {@link MeasureFlags} are known
     */
    int run(Maker maker, Map<String, String> flagByPath) throws RunException, BadInputException {
        PrintWriter out = command.getOut();
        Benchmark benchmark = providers.benchmark(out);
        try {
            return new PlanRun(benchmark, out, command.getErr()).run(maker.config(benchmark.catalog()), output);
        } catch (PlanException problems) {
            Map<String, String> flags = new HashMap<>(MeasureFlags.FLAG_BY_PATH);
            flags.putAll(flagByPath);
            throw FlagProblems.told(problems, flags);
        }
    }
}
