package io.inferbench.core.workload;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whole numbers from the least to the bound, the bound excluded; written {@code 0..30522}.
 *
 * @param least the smallest drawn
 * @param bound above the largest drawn
 */
record ValueRange(long least, long bound) {

    private static final Pattern FORM = Pattern.compile("(-?\\d{1,18})\\.\\.(-?\\d{1,18})");

    /**
     * Reads a range.
     *
     * @throws IllegalArgumentException if it is none or holds nothing
     */
    static ValueRange parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no range; write 0..30522, the end excluded");
        }
        ValueRange range = new ValueRange(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)));
        if (range.bound <= range.least) {
            throw new IllegalArgumentException("'" + text + "' holds nothing; the end is excluded");
        }
        return range;
    }

    @Override
    public String toString() {
        return least + ".." + bound;
    }
}
