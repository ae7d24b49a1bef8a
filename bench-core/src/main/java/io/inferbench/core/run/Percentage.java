package io.inferbench.core.run;

import java.util.Locale;

/** How far a long step has come, in words. */
final class Percentage {

    private Percentage() {}

    static String of(String activity, double fraction) {
        return String.format(Locale.ROOT, "%s, %.0f %%", activity, 100 * fraction);
    }
}
