package io.inferbench.backend.remote.stream;

/** UTF-8 as the Unicode standard has it, table 3-7: no overlong forms, no surrogates. */
final class Utf8 {

    private Utf8() {}

    /**
     * Returns how many bytes the character that starts here has.
     *
     * @throws MalformedAnswerException if none does
     */
    static int length(byte[] bytes, int at, int end) throws MalformedAnswerException {
        int lead = bytes[at] & 0xff;
        if (lead < 0x80) {
            return 1;
        }
        int length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
        boolean sound = lead >= 0xc2 && lead <= 0xf4 && at + length <= end;
        if (sound) {
            int second = bytes[at + 1] & 0xff;
            int least = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
            int most = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
            sound = second >= least && second <= most;
            for (int further = 2; further < length; further++) {
                sound &= (bytes[at + further] & 0xc0) == 0x80;
            }
        }
        if (!sound) {
            throw new MalformedAnswerException("a text is not UTF-8: byte " + Integer.toHexString(lead)
                    + " does not start a character with what follows it");
        }
        return length;
    }

    /** Writes a code point and returns the place after it. */
    static int write(int codePoint, byte[] target, int at) {
        int to = at;
        if (codePoint < 0x80) {
            target[to++] = (byte) codePoint;
        } else if (codePoint < 0x800) {
            target[to++] = (byte) (0xc0 | codePoint >> 6);
            target[to++] = tail(codePoint);
        } else if (codePoint < 0x10000) {
            target[to++] = (byte) (0xe0 | codePoint >> 12);
            target[to++] = tail(codePoint >> 6);
            target[to++] = tail(codePoint);
        } else {
            target[to++] = (byte) (0xf0 | codePoint >> 18);
            target[to++] = tail(codePoint >> 12);
            target[to++] = tail(codePoint >> 6);
            target[to++] = tail(codePoint);
        }
        return to;
    }

    private static byte tail(int bits) {
        return (byte) (0x80 | (bits & 0x3f));
    }
}
