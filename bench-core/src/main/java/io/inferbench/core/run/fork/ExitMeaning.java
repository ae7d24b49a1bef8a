package io.inferbench.core.run.fork;

import java.util.Map;

/** What a process's exit code says about its end. */
final class ExitMeaning {

    /** The child could not even say what went wrong. */
    static final int UNREPORTABLE = 70;

    /** The parent was gone. */
    static final int ORPHANED = 71;

    /** On POSIX systems the JDK adds this to the number of the signal that ended a process. */
    private static final int SIGNAL_BASE = 128;

    private static final Map<Integer, String> SIGNALS = Map.of(
            1, "SIGHUP: its terminal went away",
            2, "SIGINT: somebody pressed Ctrl-C",
            4, "SIGILL: native code has instructions that this processor does not know",
            6, "SIGABRT: native code or the JVM gave up",
            7,
                    "SIGBUS: native code touched memory that is not there; a file that was cut short while mapped, or a full /dev/shm",
            8, "SIGFPE: native code divided by zero",
            9, "SIGKILL: killed by the kernel when memory ran out, or by somebody",
            11, "SIGSEGV: native code touched memory that is not its own",
            15, "SIGTERM: somebody asked it to stop");

    private static final int WINDOWS_ACCESS_VIOLATION = 0xC0000005;

    private ExitMeaning() {}

    /** Returns the code in words. */
    static String of(int code) {
        if (code == WINDOWS_ACCESS_VIOLATION) {
            return "exit code 0xC0000005: native code touched memory that is not its own";
        }
        if (code == UNREPORTABLE) {
            return "exit code " + code + ": it failed so badly that it could not tell why";
        }
        int signal = code - SIGNAL_BASE;
        if (signal > 0 && signal < 64) {
            return "exit code " + code + ", " + SIGNALS.getOrDefault(signal, "signal " + signal);
        }
        return "exit code " + code + ": something called System.exit(" + code + "), or the JVM could not go on";
    }

    /** Returns whether the process was asked to stop from outside, as a whole terminal's processes are by Ctrl-C. */
    static boolean isStopRequest(int code) {
        int signal = code - SIGNAL_BASE;
        return signal == 1 || signal == 2 || signal == 15;
    }
}
