package io.inferbench.examples.shootout;

import io.inferbench.core.Benchmark;
import io.inferbench.core.RunException;
import io.inferbench.core.config.PlanDocument;
import io.inferbench.core.config.PlanException;
import io.inferbench.core.config.PlanReader;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a plan file. */
@Command(name = "run", description = "Runs a plan: every backend, model, workload and parameter that it names.")
public final class RunCommand implements Callable<Integer> {

    @Parameters(paramLabel = "PLAN", description = "A .yaml or .json file; examples/plans/ has some.")
    private Path plan = Path.of("");

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = "In place of what the plan says, for instance measurement.min_calls=20 or"
                    + " trials[0].parameters.batch=[1,8]. Repeatable.")
    private List<String> overrides = List.of();

    @Mixin
    private ProviderFlags providers = new ProviderFlags();

    @Mixin
    private OutputFlags output = new OutputFlags();

    @Spec
    private CommandSpec spec;

    /** Creates the command. */
    public RunCommand() {}

    @Override
    public Integer call() throws PlanException, RunException, BadInputException {
        PrintWriter out = spec.commandLine().getOut();
        Benchmark benchmark = providers.benchmark(out);
        PlanDocument document = PlanReader.read(plan, overrides, benchmark::plan);
        PlanRun run = new PlanRun(benchmark, out, spec.commandLine().getErr());
        try {
            return run.run(document.config(), output);
        } catch (PlanException unlocated) {
            throw document.locate(unlocated);
        }
    }
}
