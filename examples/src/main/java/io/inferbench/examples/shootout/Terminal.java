package io.inferbench.examples.shootout;

import java.io.Console;

/** Whether a person watches what this process writes. */
final class Terminal {

    private Terminal() {}

    @SuppressWarnings("SystemConsoleNull") // on 17 it is null where there is no terminal
    static boolean isInteractive() {
        boolean scripted = System.getenv("CI") != null || "dumb".equals(System.getenv("TERM"));
        Console console = System.console();
        return !scripted && console != null && isTerminal(console);
    }

    /** From JDK 22 on there is always a console, and it says whether it is a terminal. */
    private static boolean isTerminal(Console console) {
        try {
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException older) {
            return true;
        } catch (ReflectiveOperationException broken) {
            return false;
        }
    }
}
