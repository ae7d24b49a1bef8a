package io.inferbench.backend.remote.stream;

import java.nio.charset.StandardCharsets;

/**
 * A place in JSON text that moves forward, value by value, and checks all it passes (RFC 8259).
 *
 * <p>Object and array are walked by {@code enter}, then {@code nextKey} or {@code nextElement} until they say no; each key
 * or element is followed by exactly one value that is read or skipped.
 */
final class JsonCursor extends JsonBytes {

    private static final int DEEPEST = 64;

    private boolean first;
    private int keyFrom;
    private int keyTo;

    void reset(byte[] source, int from, int to) {
        place(source, from, to);
        first = false;
    }

    /** Enters an object or array if one is here, else stays. */
    boolean tryEnter(char bracket) throws MalformedAnswerException {
        if (peek() != bracket) {
            return false;
        }
        at++;
        first = true;
        return true;
    }

    void enter(char bracket) throws MalformedAnswerException {
        if (!tryEnter(bracket)) {
            throw unexpected("'" + bracket + "'");
        }
    }

    /** Moves to the next value of an object, whose key can then be compared; false at its end. */
    boolean nextKey() throws MalformedAnswerException {
        if (!nextPart('}')) {
            return false;
        }
        if (peek() != '"') {
            throw unexpected("a key");
        }
        keyFrom = at + 1;
        passString(null);
        keyTo = at - 1;
        if (peek() != ':') {
            throw unexpected("':'");
        }
        at++;
        return true;
    }

    /** Moves to the next value of an array; false at its end. */
    boolean nextElement() throws MalformedAnswerException {
        return nextPart(']');
    }

    private boolean nextPart(char close) throws MalformedAnswerException {
        byte here = peek();
        if (here == close) {
            at++;
            first = false;
            return false;
        }
        if (!first) {
            if (here != ',') {
                throw unexpected("',' or '" + close + "'");
            }
            at++;
            if (peek() == close) {
                throw unexpected("a value");
            }
        }
        first = false;
        return true;
    }

    /** Returns whether the key of this value is that one; keys with escapes are not recognised. */
    boolean keyIs(byte[] name) {
        if (keyTo - keyFrom != name.length) {
            return false;
        }
        for (int index = 0; index < name.length; index++) {
            if (bytes[keyFrom + index] != name[index]) {
                return false;
            }
        }
        return true;
    }

    /** Passes {@code null} if it is here, else stays. */
    boolean tryNull() throws MalformedAnswerException {
        if (peek() != 'n') {
            return false;
        }
        passWord("null");
        return true;
    }

    /** Appends the string that is here to a text, unescaped; {@code null} appends nothing. */
    void readText(ByteText target) throws MalformedAnswerException {
        if (tryNull()) {
            return;
        }
        if (peek() != '"') {
            throw unexpected("a string");
        }
        passString(target);
    }

    /** Returns the whole number that is here. */
    int readInt() throws MalformedAnswerException {
        peek();
        int from = at;
        passNumber();
        try {
            return Integer.parseInt(new String(bytes, from, at - from, StandardCharsets.US_ASCII));
        } catch (NumberFormatException notWhole) {
            throw new MalformedAnswerException("a count should be a whole number, not '"
                    + new String(bytes, from, at - from, StandardCharsets.US_ASCII) + "'");
        }
    }

    /** Returns the place of the value that is here, for {@link #textSince}. */
    int mark() throws MalformedAnswerException {
        peek();
        return at;
    }

    /** Returns the JSON between a mark and here. */
    String textSince(int mark) {
        return new String(bytes, mark, at - mark, StandardCharsets.UTF_8);
    }

    void skipValue() throws MalformedAnswerException {
        skipValue(0);
    }

    private void skipValue(int depth) throws MalformedAnswerException {
        if (depth > DEEPEST) {
            throw new MalformedAnswerException("JSON is nested deeper than " + DEEPEST);
        }
        switch (peek()) {
            case '{' -> {
                enter('{');
                while (nextKey()) {
                    skipValue(depth + 1);
                }
            }
            case '[' -> {
                enter('[');
                while (nextElement()) {
                    skipValue(depth + 1);
                }
            }
            case '"' -> passString(null);
            case 't' -> passWord("true");
            case 'f' -> passWord("false");
            case 'n' -> passWord("null");
            default -> passNumber();
        }
    }

    /** Throws unless nothing but white space follows. */
    void requireEnd() throws MalformedAnswerException {
        skipSpace();
        if (at < end) {
            throw unexpected("the end");
        }
    }
}
