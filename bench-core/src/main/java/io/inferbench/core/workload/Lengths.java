package io.inferbench.core.workload;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many tokens: a fixed number or a distribution.
 *
 * <p>Written {@code 128}, {@code uniform:64..256} (both included), {@code normal:128,32} (mean and standard deviation,
 * rounded, cut to 1 and the most allowed) or {@code 64,128,256} (each as likely).
 */
final class Lengths {

    static final String FORM = "128, uniform:64..256, normal:128,32 or 64,128,256";

    private static final Pattern UNIFORM = Pattern.compile("uniform:(\\d{1,9})\\.\\.(\\d{1,9})");
    private static final Pattern NORMAL = Pattern.compile("normal:(\\d{1,9}(?:\\.\\d+)?),\\s*(\\d{1,9}(?:\\.\\d+)?)");
    private static final Pattern LIST = Pattern.compile("(?:list:)?\\d{1,9}(?:,\\s*\\d{1,9})*");

    private final String text;
    private final Drawing drawing;
    private final OptionalInt most;

    private Lengths(String text, OptionalInt most, Drawing drawing) {
        this.text = text;
        this.most = most;
        this.drawing = drawing;
    }

    private interface Drawing {

        double draw(Draws draws);
    }

    /** Returns one length, always. */
    static Lengths fixed(int length) {
        return parse(Integer.toString(length));
    }

    /**
     * Reads a distribution.
     *
     * @throws IllegalArgumentException if it is none
     */
    static Lengths parse(String text) {
        String plain = text.strip().toLowerCase(Locale.ROOT);
        Matcher uniform = UNIFORM.matcher(plain);
        if (uniform.matches()) {
            int least = positive(uniform.group(1));
            int largest = positive(uniform.group(2));
            if (largest < least) {
                throw new IllegalArgumentException("'" + text + "' ends before it begins");
            }
            return new Lengths(plain, OptionalInt.of(largest), draws -> draws.between(least, largest + 1L));
        }
        Matcher normal = NORMAL.matcher(plain);
        if (normal.matches()) {
            double mean = Double.parseDouble(normal.group(1));
            double deviation = Double.parseDouble(normal.group(2));
            return new Lengths(plain, OptionalInt.empty(), draws -> mean + deviation * draws.gaussian());
        }
        if (LIST.matcher(plain).matches()) {
            List<Integer> values = Arrays.stream(
                            plain.replaceFirst("^list:", "").split(","))
                    .map(part -> positive(part.strip()))
                    .toList();
            int largest = values.stream().mapToInt(Integer::intValue).max().orElseThrow();
            return new Lengths(
                    plain, OptionalInt.of(largest), draws -> values.get((int) draws.between(0, values.size())));
        }
        throw new IllegalArgumentException("'" + text + "' is no length; write " + FORM);
    }

    private static int positive(String digits) {
        int value = Integer.parseInt(digits);
        if (value < 1) {
            throw new IllegalArgumentException("a length is at least 1");
        }
        return value;
    }

    /** Returns the longest that can be drawn; absent if there is no longest. */
    OptionalInt most() {
        return most;
    }

    /** Returns a length from 1 to the most allowed. */
    int draw(Draws draws, int mostAllowed) {
        return (int) Math.max(1, Math.min(mostAllowed, StrictMath.rint(drawing.draw(draws))));
    }

    @Override
    public String toString() {
        return text;
    }
}
