package io.inferbench.tck;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/** Locales in which careless formatting shows: decimal commas, other digits, and an i that is not i. */
final class Locales {

    static final List<Locale> AWKWARD =
            List.of(Locale.GERMANY, Locale.forLanguageTag("ar-EG-u-nu-arab"), Locale.forLanguageTag("tr-TR"));

    private Locales() {}

    /** Runs the action while the whole JVM has another default locale. */
    static <T> T with(Locale locale, Callable<T> action) throws Exception {
        Locale usual = Locale.getDefault();
        Locale usualFormat = Locale.getDefault(Locale.Category.FORMAT);
        Locale usualDisplay = Locale.getDefault(Locale.Category.DISPLAY);
        Locale.setDefault(locale);
        try {
            return action.call();
        } finally {
            Locale.setDefault(usual);
            Locale.setDefault(Locale.Category.FORMAT, usualFormat);
            Locale.setDefault(Locale.Category.DISPLAY, usualDisplay);
        }
    }
}
