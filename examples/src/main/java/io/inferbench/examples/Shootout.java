package io.inferbench.examples;

import io.inferbench.examples.shootout.ListCommand;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command line of Inferbench. */
@Command(
        name = "shootout",
        mixinStandardHelpOptions = true,
        description = "Measures inference engines on equal terms and says whether to believe the number.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {ListCommand.class, CommandLine.HelpCommand.class},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every trial that could run is VALID or SUSPECT, and at least one ran",
            "1:a trial is INVALID or FAILED, or none could run",
            "2:flags, plan, model or place of results cannot be used",
            "3:the harness itself failed, or a report could not be written",
            "130:interrupted; the run can be resumed"
        },
        footerHeading = "%nFirst number:%n",
        footer = "  shootout run examples/plans/main.yaml")
public final class Shootout implements Runnable {

    @Spec
    private CommandSpec spec;

    /** Creates the root command. */
    public Shootout() {}

    /** Runs the command that the arguments name and ends the process with its exit code. */
    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(new FileOutputStream(FileDescriptor.out), false, consoleCharset());
        PrintWriter err = new PrintWriter(new FileOutputStream(FileDescriptor.err), true, consoleCharset());
        int code = commandLine(out, err).execute(arguments);
        out.flush();
        System.exit(code);
    }

    /** Windows says what its console reads; elsewhere terminals read UTF-8 even where the locale does not say so. */
    private static Charset consoleCharset() {
        boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
        return windows ? Charset.forName(System.getProperty("native.encoding", "UTF-8")) : StandardCharsets.UTF_8;
    }

    /** Returns the command line, for embedding and tests. */
    public static CommandLine commandLine(PrintWriter out, PrintWriter err) {
        return new CommandLine(new Shootout()).setOut(out).setErr(err).setUsageHelpAutoWidth(true);
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
