package io.inferbench.core.run.fork;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;

/** Writes stacks into a fork's log, which is this process's standard error whatever an engine has made of System.err. */
final class ThreadStacks {

    private static final PrintStream LOG =
            new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);

    private ThreadStacks() {}

    static void log(String line) {
        LOG.println(line);
    }

    /** Writes every thread's stack. */
    static void showAll() {
        log("threads of this fork:");
        Thread.getAllStackTraces().forEach(ThreadStacks::show);
    }

    /** Writes the stack of the thread that called System.exit; run as a shutdown hook. */
    static void showExit() {
        for (Map.Entry<Thread, StackTraceElement[]> entry :
                Thread.getAllStackTraces().entrySet()) {
            boolean exits = Stream.of(entry.getValue())
                    .anyMatch(frame -> frame.getMethodName().equals("exit")
                            && frame.getClassName().equals("java.lang.System"));
            if (exits) {
                log("System.exit was called:");
                show(entry.getKey(), entry.getValue());
            }
        }
    }

    private static void show(Thread thread, StackTraceElement[] stack) {
        log("  " + thread.getName() + " (" + thread.getState() + ")");
        for (StackTraceElement frame : stack) {
            log("    at " + frame);
        }
    }
}
