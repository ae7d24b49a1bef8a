package io.inferbench.backend.remote.stream;

import org.jspecify.annotations.Nullable;

/** The words of JSON: strings, numbers, literals and the space between them. */
abstract class JsonBytes {

    byte[] bytes = new byte[0];
    int at;
    int end;

    final void place(byte[] source, int from, int to) {
        bytes = source;
        at = from;
        end = to;
    }

    final byte peek() throws MalformedAnswerException {
        skipSpace();
        if (at >= end) {
            throw new MalformedAnswerException("JSON ends before its last bracket");
        }
        return bytes[at];
    }

    final void skipSpace() {
        while (at < end && (bytes[at] == ' ' || bytes[at] == '\n' || bytes[at] == '\r' || bytes[at] == '\t')) {
            at++;
        }
    }

    final void passWord(String word) throws MalformedAnswerException {
        for (int index = 0; index < word.length(); index++) {
            if (at >= end || bytes[at] != word.charAt(index)) {
                throw unexpected("'" + word + "'");
            }
            at++;
        }
    }

    final void passNumber() throws MalformedAnswerException {
        if (at < end && bytes[at] == '-') {
            at++;
        }
        boolean leadingZero = at < end && bytes[at] == '0';
        if (passDigits() > 1 && leadingZero) {
            throw unexpected("a number without a leading zero");
        }
        if (at < end && bytes[at] == '.') {
            at++;
            passDigits();
        }
        if (at < end && (bytes[at] == 'e' || bytes[at] == 'E')) {
            at++;
            if (at < end && (bytes[at] == '+' || bytes[at] == '-')) {
                at++;
            }
            passDigits();
        }
    }

    private int passDigits() throws MalformedAnswerException {
        int from = at;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        if (at == from) {
            throw unexpected("a value");
        }
        return at - from;
    }

    /** Passes a string, appending what it says to the target if there is one. */
    final void passString(@Nullable ByteText target) throws MalformedAnswerException {
        int from = ++at;
        while (at < end) {
            byte here = bytes[at];
            if (here == '"' || here == '\\') {
                if (target != null) {
                    target.append(bytes, from, at);
                }
                at++;
                if (here == '"') {
                    return;
                }
                passEscape(target);
                from = at;
            } else if (here >= 0 && here < ' ') {
                throw unexpected("an escaped control character");
            } else {
                at += here > 0 ? 1 : Utf8.length(bytes, at, end);
            }
        }
        throw new MalformedAnswerException("JSON ends within a string");
    }

    private void passEscape(@Nullable ByteText target) throws MalformedAnswerException {
        int codePoint = switch (at < end ? bytes[at++] : 0) {
            case '"' -> '"';
            case '\\' -> '\\';
            case '/' -> '/';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> passUnicode();
            default -> throw unexpected("an escape");
        };
        if (target != null) {
            target.appendCodePoint(codePoint);
        }
    }

    private int passUnicode() throws MalformedAnswerException {
        int unit = passHex();
        if (Character.isHighSurrogate((char) unit) && at + 1 < end && bytes[at] == '\\' && bytes[at + 1] == 'u') {
            int back = at;
            at += 2;
            int low = passHex();
            if (Character.isLowSurrogate((char) low)) {
                return Character.toCodePoint((char) unit, (char) low);
            }
            at = back;
        }
        // A lone half, as servers write that cut a character in two: the replacement character stands for it.
        return Character.isSurrogate((char) unit) ? 0xfffd : unit;
    }

    private int passHex() throws MalformedAnswerException {
        int value = 0;
        for (int digit = 0; digit < 4; digit++) {
            int hex = at < end ? Character.digit(bytes[at], 16) : -1;
            if (hex < 0) {
                throw unexpected("four hexadecimal digits");
            }
            value = value << 4 | hex;
            at++;
        }
        return value;
    }

    final MalformedAnswerException unexpected(String wanted) {
        String found = at < end ? "'" + (char) (bytes[at] & 0xff) + "'" : "the end";
        return new MalformedAnswerException("JSON should have " + wanted + " at byte " + at + ", not " + found);
    }
}
