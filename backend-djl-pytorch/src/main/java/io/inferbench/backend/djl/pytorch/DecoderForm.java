package io.inferbench.backend.djl.pytorch;

import io.inferbench.api.backend.BackendException;

/**
 * A module of the generation form of {@code docs/models.md}: methods {@code new_cache}, {@code prefill} and {@code decode}.
 *
 * @param layers blocks that have a cache
 * @param heads key and value heads
 * @param headSize the width of one
 * @param valueBytes the size of one cached value
 * @param contextLength most tokens of a sequence
 * @param vocabularySize number of ids
 */
record DecoderForm(int layers, int heads, int headSize, int valueBytes, int contextLength, int vocabularySize) {

    private static final String FORM = "new_cache-prefill-decode";

    /** Whether a module says that it has this form. */
    static boolean isOf(ModuleFacts facts) {
        return facts.find("generation").isPresent();
    }

    /**
     * Reads the sizes.
     *
     * @throws BackendException if the form is another one, or a size is missing
     */
    static DecoderForm of(ModuleFacts facts) throws BackendException {
        String form = facts.find("generation").orElse("");
        if (!form.equals(FORM)) {
            throw new BackendException("the module generates by '" + form + "'; this backend knows '" + FORM
                    + "' (docs/models.md): write it again with this version");
        }
        return new DecoderForm(
                size(facts, "kv_layers"),
                size(facts, "kv_heads"),
                size(facts, "head_size"),
                size(facts, "kv_value_bytes"),
                size(facts, "context_length"),
                size(facts, "vocabulary_size"));
    }

    private static int size(ModuleFacts facts, String name) throws BackendException {
        try {
            return Integer.parseInt(facts.find(name).orElse("absent"));
        } catch (NumberFormatException unreadable) {
            throw new BackendException(
                    "the module should say its '" + name + "' as a number, not '"
                            + facts.find(name).orElse("") + "'; see docs/models.md",
                    unreadable);
        }
    }

    /** Bytes of keys and values that one token takes. */
    long bytesPerToken() {
        return 2L * layers * heads * headSize * valueBytes;
    }
}
