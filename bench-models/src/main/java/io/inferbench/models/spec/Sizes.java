package io.inferbench.models.spec;

/** The checks that every spec makes of its sizes. */
final class Sizes {

    private Sizes() {}

    static void check(String name, int... sizes) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a model spec needs a name");
        }
        for (int size : sizes) {
            if (size < 1) {
                throw new IllegalArgumentException("every size of " + name + " must be at least 1, not " + size);
            }
        }
    }

    static void checkDivides(String name, String whole, int value, String part, int divisor) {
        if (value < 1 || value % divisor != 0) {
            throw new IllegalArgumentException(
                    name + ": " + whole + " = " + value + " is no multiple of " + part + " = " + divisor);
        }
    }
}
