package io.inferbench.examples.shootout;

import io.inferbench.examples.Shootout;
import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * What came of a command line.
 *
 * @param exitCode what the caller gets
 * @param out standard output
 * @param err standard error
 */
record Typed(int exitCode, String out, String err) {

    /** Runs a command in this process. */
    static Typed shootout(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode;
        try (PrintWriter outWriter = new PrintWriter(out);
                PrintWriter errWriter = new PrintWriter(err)) {
            exitCode = Shootout.commandLine(outWriter, errWriter).execute(arguments);
        }
        return new Typed(exitCode, out.toString(), err.toString());
    }
}
