package io.inferbench.core.workload;

import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How floating-point inputs are filled: {@code normal:0,1}, {@code uniform:-1..1} or {@code constant:0}. */
final class Reals {

    static final String FORM = "normal:0,1, uniform:-1..1 or constant:0";

    private static final String NUMBER = "(-?\\d+(?:\\.\\d+)?(?:e-?\\d+)?)";
    private static final Pattern NORMAL = Pattern.compile("normal:" + NUMBER + ",\\s*" + NUMBER);
    private static final Pattern UNIFORM = Pattern.compile("uniform:" + NUMBER + "\\.\\." + NUMBER);
    private static final Pattern CONSTANT = Pattern.compile("constant:" + NUMBER);

    private final String text;
    private final ToDoubleFunction<Draws> drawing;

    private Reals(String text, ToDoubleFunction<Draws> drawing) {
        this.text = text;
        this.drawing = drawing;
    }

    /**
     * Reads a distribution.
     *
     * @throws IllegalArgumentException if it is none
     */
    static Reals parse(String text) {
        String plain = text.strip();
        Matcher normal = NORMAL.matcher(plain);
        if (normal.matches()) {
            double mean = Double.parseDouble(normal.group(1));
            double deviation = Double.parseDouble(normal.group(2));
            return new Reals(plain, draws -> mean + deviation * draws.gaussian());
        }
        Matcher uniform = UNIFORM.matcher(plain);
        if (uniform.matches()) {
            double least = Double.parseDouble(uniform.group(1));
            double width = Double.parseDouble(uniform.group(2)) - least;
            return new Reals(plain, draws -> least + width * draws.unit());
        }
        Matcher constant = CONSTANT.matcher(plain);
        if (constant.matches()) {
            double value = Double.parseDouble(constant.group(1));
            return new Reals(plain, draws -> value);
        }
        throw new IllegalArgumentException("'" + text + "' is no distribution; write " + FORM);
    }

    double draw(Draws draws) {
        return drawing.applyAsDouble(draws);
    }

    @Override
    public String toString() {
        return text;
    }
}
