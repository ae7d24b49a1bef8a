package io.inferbench.examples.shootout;

import io.inferbench.api.report.Completed;
import io.inferbench.api.report.RunReport;
import io.inferbench.api.report.Skipped;
import io.inferbench.api.report.TrialResult;
import io.inferbench.api.report.Verdict;
import io.inferbench.core.Benchmark;
import io.inferbench.core.RunException;
import io.inferbench.core.RunOutcome;
import io.inferbench.core.config.BenchmarkConfig;
import io.inferbench.core.config.PlanException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Runs a configuration and says by an exit code what came of it. */
final class PlanRun {

    private final Benchmark benchmark;
    private final PrintWriter out;
    private final PrintWriter err;

    PlanRun(Benchmark benchmark, PrintWriter out, PrintWriter err) {
        this.benchmark = benchmark;
        this.out = out;
        this.err = err;
    }

    int run(BenchmarkConfig config, OutputFlags output) throws PlanException, RunException, BadInputException {
        output.requireWritable();
        BenchmarkConfig effective = output.applyTo(config);
        Optional<Path> resumed = output.resume();
        RunOutcome outcome =
                resumed.isPresent() ? benchmark.resume(effective, resumed.get()) : benchmark.run(effective);
        if (!outcome.files().isEmpty()) {
            out.println("Files there: "
                    + outcome.files().stream()
                            .map(file -> outcome.directory().relativize(file).toString())
                            .collect(Collectors.joining(", ")));
        }
        if (outcome.report().status() == RunReport.Status.INTERRUPTED) {
            out.println("To finish it: the same command with --resume " + outcome.directory());
        }
        boolean kept = copyCsv(output, outcome);
        outcome.sinkFailures().forEach(failure -> err.println("shootout: " + failure));
        out.flush();
        return exitCode(outcome.report(), kept && outcome.sinkFailures().isEmpty());
    }

    private boolean copyCsv(OutputFlags output, RunOutcome outcome) {
        try {
            output.copyCsv(outcome).ifPresent(file -> out.println("Copied to " + file));
            return true;
        } catch (IOException failed) {
            err.println("shootout: --csv: " + failed);
            return false;
        }
    }

    static int exitCode(RunReport report, boolean reportsWritten) {
        if (report.status() == RunReport.Status.INTERRUPTED) {
            return ExitCodes.INTERRUPTED;
        }
        if (!reportsWritten) {
            return ExitCodes.INTERNAL;
        }
        List<TrialResult> ran = report.results().stream()
                .filter(result -> !(result instanceof Skipped))
                .toList();
        boolean fit = ran.stream()
                .allMatch(result ->
                        result instanceof Completed && result.verdict().status() != Verdict.Status.INVALID);
        return fit && !ran.isEmpty() ? ExitCodes.OK : ExitCodes.UNFIT;
    }
}
