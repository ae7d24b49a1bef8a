package io.inferbench.examples.shootout;

import io.inferbench.api.ProgressListener;
import java.io.PrintWriter;
import java.util.Locale;

/** Writes a line for every tenth of a long step, fit for a terminal and for a log. */
final class LoadingLines implements ProgressListener {

    private static final double LEAST_GAIN = 0.1;

    private final PrintWriter out;
    private String shown = "";
    private double shownFraction;

    LoadingLines(PrintWriter out) {
        this.out = out;
    }

    @Override
    public synchronized void onProgress(String activity, double fraction) {
        if (activity.equals(shown) && fraction < shownFraction + LEAST_GAIN && fraction < 1) {
            return;
        }
        shown = activity;
        shownFraction = fraction;
        out.println(String.format(Locale.ROOT, "%s: %.0f %%", activity, 100 * fraction));
        out.flush();
    }
}
