package io.inferbench.tck.doubles;

import io.inferbench.api.Precision;
import io.inferbench.api.backend.BackendException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;

/**
 * What the file of a fake model says; a few lines of text.
 *
 * @param kind what a session of it can do
 * @param precision it was asked for in
 * @param seed of its weights
 */
record FakeModel(Kind kind, Precision precision, long seed) {

    private static final String FIRST_LINE = "# inferbench fake model 1";

    /** Capabilities. */
    enum Kind {
        TENSOR,
        GENERATION,
        SERVED;

        String reference() {
            return "fake-" + name().toLowerCase(Locale.ROOT);
        }
    }

    String text() {
        return FIRST_LINE + "\nkind=" + kind + "\nprecision=" + precision + "\nseed=" + seed + "\n";
    }

    static FakeModel read(Path path) throws BackendException {
        String text;
        try {
            text = Files.readString(path, StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new BackendException(
                    "cannot read the model " + path + " (" + unreadable + "); write it with FakeModelSource",
                    unreadable);
        }
        if (!text.startsWith(FIRST_LINE)) {
            throw new BackendException("the model " + path + " should start with '" + FIRST_LINE + "', as files of"
                    + " FakeModelSource do; it has " + text.length() + " other characters");
        }
        try {
            Properties lines = new Properties();
            lines.load(new StringReader(text));
            return new FakeModel(
                    Kind.valueOf(lines.getProperty("kind", "")),
                    Precision.parse(lines.getProperty("precision", "")),
                    Long.parseLong(lines.getProperty("seed", "")));
        } catch (IOException | IllegalArgumentException damaged) {
            throw new BackendException("the model " + path + " is damaged: " + damaged.getMessage(), damaged);
        }
    }
}
