package io.inferbench.tck;

/** Expects exceptions, and says what was expected when none comes. */
final class Refusals {

    private Refusals() {}

    /** An action that may throw anything. */
    @FunctionalInterface
    interface Action {
        void run() throws Exception;
    }

    /**
     * Returns the exception that the action throws; a checked one, which a user reads, must have a text.
     *
     * @param what the action in words, as subject of a sentence
     */
    static <E extends Exception> E expect(Class<E> type, String what, Action action) {
        try {
            action.run();
        } catch (Exception | LinkageError | AssertionError thrown) {
            if (type.isInstance(thrown)) {
                E refusal = type.cast(thrown);
                if (!(refusal instanceof RuntimeException)
                        && (refusal.getMessage() == null || refusal.getMessage().isBlank())) {
                    throw new AssertionError(what + " threw a " + type.getSimpleName() + " without a text", thrown);
                }
                return refusal;
            }
            throw new AssertionError(what + " should throw " + type.getSimpleName() + ", but threw " + thrown, thrown);
        }
        throw new AssertionError(what + " should throw " + type.getSimpleName() + ", but nothing was thrown");
    }
}
