package io.inferbench.examples;

import io.inferbench.core.Benchmark;
import io.inferbench.core.RunException;
import io.inferbench.core.config.PlanException;
import io.inferbench.examples.shootout.BadInputException;
import io.inferbench.examples.shootout.BertCommand;
import io.inferbench.examples.shootout.CompareCommand;
import io.inferbench.examples.shootout.DoctorCommand;
import io.inferbench.examples.shootout.ExitCodes;
import io.inferbench.examples.shootout.Gpt2Command;
import io.inferbench.examples.shootout.ListCommand;
import io.inferbench.examples.shootout.ModelCommand;
import io.inferbench.examples.shootout.ReportCommand;
import io.inferbench.examples.shootout.RunCommand;
import io.inferbench.examples.shootout.ServeBenchCommand;
import io.inferbench.examples.shootout.ServeCommand;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line of Inferbench. */
@Command(
        name = "shootout",
        mixinStandardHelpOptions = true,
        description = "Measures inference engines on equal terms and says whether to believe the number.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            RunCommand.class,
            BertCommand.class,
            Gpt2Command.class,
            ModelCommand.class,
            ServeCommand.class,
            ServeBenchCommand.class,
            CompareCommand.class,
            ReportCommand.class,
            ListCommand.class,
            DoctorCommand.class,
            CommandLine.HelpCommand.class
        },
        versionProvider = Shootout.Version.class,
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
        CommandLine commands = new CommandLine(new Shootout());
        commands.getSubcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .filter(command -> !command.helpCommand())
                .forEach(command -> command.mixinStandardHelpOptions(true).versionProvider(new Version()));
        return commands.setOut(out)
                .setErr(err)
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler(Shootout::refuse)
                .setExecutionExceptionHandler(Shootout::fail);
    }

    private static int refuse(ParameterException unreadable, String[] arguments) {
        CommandLine command = unreadable.getCommandLine();
        command.getErr().println("shootout: " + unreadable.getMessage());
        UnmatchedArgumentException.printSuggestions(unreadable, command.getErr());
        command.getErr().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return ExitCodes.BAD_INPUT;
    }

    private static int fail(Exception failure, CommandLine command, ParseResult parsed) {
        boolean users = failure instanceof BadInputException
                || failure instanceof PlanException
                || failure instanceof RunException;
        command.getOut().flush();
        if (users) {
            command.getErr().println("shootout: " + failure.getMessage());
            return ExitCodes.BAD_INPUT;
        }
        command.getErr().println("shootout: this should not have happened; please report it with the lines below");
        failure.printStackTrace(command.getErr());
        return ExitCodes.INTERNAL;
    }

    /** The version in the jar. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = Benchmark.class.getPackage().getImplementationVersion();
            return new String[] {"Inferbench " + (version == null ? "development" : version)};
        }
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
