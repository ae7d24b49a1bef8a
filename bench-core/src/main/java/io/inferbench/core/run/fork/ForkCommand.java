package io.inferbench.core.run.fork;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The command that starts a child JVM: this one's Java, everything else in an argument file, since class paths outgrow
 * command lines.
 *
 * @param classPath of the child
 * @param jvmArguments of the plan, after ours so that they win
 */
record ForkCommand(String classPath, List<String> jvmArguments) {

    /** Copies the list. */
    ForkCommand {
        jvmArguments = List.copyOf(jvmArguments);
    }

    /**
     * Writes the argument file, makes the child's folder for scratch, and returns a process to be started.
     *
     * @param folder existing, for the argument file, the JVM's crash report and the log
     * @throws IOException if these cannot be written
     */
    ProcessBuilder in(Path folder) throws IOException {
        Files.createDirectories(scratch(folder));
        Path arguments = folder.resolve("java.args");
        Files.writeString(arguments, String.join("\n", quoted(folder)) + "\n", StandardCharsets.UTF_8);
        ProcessBuilder process = new ProcessBuilder(java(), "@" + arguments)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.to(log(folder).toFile()));
        // Deep Java Library reports its use to its makers unless told not to.
        process.environment().put("OPT_OUT_TRACKING", "true");
        return process;
    }

    /** Where the child keeps what it needs for a while: natives that engines unpack, chunks of the flight recorder. */
    static Path scratch(Path folder) {
        return folder.resolve("tmp");
    }

    static Path log(Path folder) {
        return folder.resolve("log.txt");
    }

    private static String java() {
        boolean windows =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
        return Path.of(System.getProperty("java.home"), "bin", windows ? "java.exe" : "java")
                .toString();
    }

    private List<String> quoted(Path folder) {
        List<String> all = new ArrayList<>();
        all.add("--enable-native-access=ALL-UNNAMED");
        all.add("-XX:ErrorFile=" + folder.resolve("hs_err_pid%p.log"));
        // A core is as large as a model, and nobody asked for it. A JVM that crashes then ends with exit code 1.
        all.add("-XX:-CreateCoredumpOnCrash");
        all.add("-Dai.djl.offline=true");
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("-D"))
                .forEach(all::add);
        // A child ends without the hooks that would clear up after it, so its parent does.
        all.add("-Djava.io.tmpdir=" + scratch(folder).toAbsolutePath());
        all.addAll(jvmArguments);
        all.add("-cp");
        all.add(classPath);
        all.add(ForkMain.class.getName());
        return all.stream().map(ForkCommand::quote).toList();
    }

    private static String quote(String argument) {
        return '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
