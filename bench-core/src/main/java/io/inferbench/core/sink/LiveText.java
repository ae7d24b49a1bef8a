package io.inferbench.core.sink;

import io.inferbench.api.metric.SinkException;
import java.io.Flushable;
import java.io.IOException;

/**
 * Lines that stay, and under them one that is written anew in place.
 *
 * <p>In place by carriage return and blanks, which every terminal knows. The line is cut one character short of the
 * width: a line that wraps cannot be taken back.
 */
final class LiveText {

    private final Appendable console;
    private final boolean interactive;
    private final int width;
    private int shown;

    LiveText(Appendable console, boolean interactive, int width) {
        this.console = console;
        this.interactive = interactive;
        this.width = width;
    }

    boolean isInteractive() {
        return interactive;
    }

    int width() {
        return width;
    }

    /** Writes a line that stays. */
    void line(String text) throws SinkException {
        try {
            eraseShown();
            console.append(text).append('\n');
            flush();
        } catch (IOException failed) {
            throw closed(failed);
        }
    }

    /** Replaces the line that is shown for now; does nothing if nobody watches. */
    void show(String text) throws SinkException {
        if (!interactive) {
            return;
        }
        String fitted = fitted(text.replaceAll("\\p{Cntrl}", " "));
        int length = fitted.codePointCount(0, fitted.length());
        try {
            console.append('\r').append(fitted);
            if (length < shown) {
                console.append(" ".repeat(shown - length)).append('\r').append(fitted);
            }
            shown = length;
            flush();
        } catch (IOException failed) {
            throw closed(failed);
        }
    }

    /** Takes the line that is shown for now away. */
    void erase() throws SinkException {
        try {
            eraseShown();
            flush();
        } catch (IOException failed) {
            throw closed(failed);
        }
    }

    private void eraseShown() throws IOException {
        if (shown > 0) {
            console.append('\r').append(" ".repeat(shown)).append('\r');
            shown = 0;
        }
    }

    private String fitted(String text) {
        int room = width - 1;
        return text.codePointCount(0, text.length()) <= room
                ? text
                : text.substring(0, text.offsetByCodePoints(0, room - 1)) + "…";
    }

    private void flush() throws IOException {
        if (console instanceof Flushable flushable) {
            flushable.flush();
        }
    }

    private static SinkException closed(IOException cause) {
        return new SinkException("cannot write to the console: " + cause.getMessage(), cause);
    }
}
