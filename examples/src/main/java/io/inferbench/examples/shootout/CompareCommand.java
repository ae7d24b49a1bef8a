package io.inferbench.examples.shootout;

import io.inferbench.api.report.RunReport;
import io.inferbench.core.compare.Comparison;
import io.inferbench.core.compare.ComparisonMarkdown;
import io.inferbench.core.compare.ComparisonReport;
import io.inferbench.core.compare.ComparisonReport.Outcome;
import io.inferbench.core.compare.ComparisonText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says by an exit code whether a run is slower than another. */
@Command(
        name = "compare",
        description = "Compares two runs trial by trial, or with --baseline two backends of one run: faster, slower,"
                + " equivalent within the margin, or cannot tell and what would.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every trial is equivalent or faster",
            "1:at least one trial is slower",
            "2:undecided: of a trial it cannot be told, or it cannot be compared; or flags or files cannot be used",
            "3:the harness itself failed"
        },
        footer = {
            "",
            "  shootout compare baseline/report.json results --margin 2%% --markdown comment.md",
            "  shootout compare results --baseline ort-cpu"
        })
public final class CompareCommand implements Callable<Integer> {

    @Parameters(
            index = "0",
            paramLabel = "BASE",
            description = "A report.json, the folder of a run, or a results folder, whose latest run is meant.")
    private Path base = Path.of("");

    @Parameters(index = "1", arity = "0..1", paramLabel = "NEW", description = "The run to judge, named likewise.")
    private @Nullable Path candidate;

    @Option(
            names = "--baseline",
            paramLabel = "BACKEND",
            description = "In place of NEW: compares the other backends of BASE with this one. Forks that ran by turns"
                    + " (execution.order: interleaved) are taken in pairs from 4 on.")
    private @Nullable String baseline;

    @Option(
            names = "--allow-undecided",
            description = "Ends with 0 unless a trial is slower: what cannot be told passes.")
    private boolean allowUndecided;

    @Option(names = "--markdown", paramLabel = "FILE", description = "Also writes the answer for a pull request.")
    private @Nullable Path markdown;

    @Mixin
    private CompareFlags flags = new CompareFlags();

    @Spec
    private CommandSpec spec;

    /** Creates the command. */
    public CompareCommand() {}

    @Override
    public Integer call() throws BadInputException {
        ComparisonReport report = comparison().report();
        if (markdown != null) {
            write(markdown, ComparisonMarkdown.of(report));
        }
        PrintWriter out = spec.commandLine().getOut();
        ComparisonText.lines(report).forEach(out::println);
        out.flush();
        return exitCode(report.outcome());
    }

    private Comparison comparison() throws BadInputException {
        if ((candidate == null) == (baseline == null)) {
            throw new BadInputException("name a second run, or a backend of the first with --baseline, and not both");
        }
        RunReport before = ReportArguments.read(base);
        try {
            return flags.applyTo(
                    candidate == null
                            ? Comparison.within(before, String.valueOf(baseline))
                            : Comparison.of(before, ReportArguments.read(candidate)));
        } catch (IllegalArgumentException unusable) {
            throw new BadInputException(String.valueOf(unusable.getMessage()), unusable);
        }
    }

    private int exitCode(Outcome outcome) {
        return switch (outcome) {
            case NOT_SLOWER -> ExitCodes.OK;
            case SLOWER -> ExitCodes.UNFIT;
            case UNDECIDED -> allowUndecided ? ExitCodes.OK : ExitCodes.BAD_INPUT;
        };
    }

    private static void write(Path file, String text) throws BadInputException {
        try {
            Files.writeString(file, text);
        } catch (IOException refused) {
            throw new BadInputException(
                    "--markdown " + file + " cannot be written: "
                            + refused.getClass().getSimpleName()
                            + "; name a file in a folder that is there and may be written",
                    refused);
        }
    }
}
