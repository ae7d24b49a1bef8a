package io.inferbench.backend.ort;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * That the engine ran out of memory, read from what it says: it has no code of its own for that.
 *
 * @param askedBytes what it asked for; empty where it does not say
 */
record MemoryShortage(OptionalLong askedBytes) {

    /** The arena's words when the device refuses, and when the arena's own limit does. */
    private static final Pattern ASKED =
            Pattern.compile("(?:requested buffer of size|smaller than requested bytes of) (\\d+)");

    /** The words of CUDA, of cuBLAS and cuDNN, and of C++. */
    private static final Pattern NO_NUMBER = Pattern.compile(
            "out of memory|cublas_status_alloc_failed|cudnn_status_alloc_failed|bad_alloc|bad allocation");

    /** Returns the shortage that a text of the engine tells of. */
    static Optional<MemoryShortage> in(String text) {
        Matcher asked = ASKED.matcher(text);
        if (asked.find()) {
            return Optional.of(new MemoryShortage(bytes(asked.group(1))));
        }
        return NO_NUMBER.matcher(text.toLowerCase(Locale.ROOT)).find()
                ? Optional.of(new MemoryShortage(OptionalLong.empty()))
                : Optional.empty();
    }

    /** A size that overflowed in the engine is no number of bytes. */
    private static OptionalLong bytes(String digits) {
        try {
            return OptionalLong.of(Long.parseLong(digits));
        } catch (NumberFormatException overflown) {
            return OptionalLong.empty();
        }
    }

    /**
     * Says what was asked for, what there is, and what to do.
     *
     * @param place where memory ran out, for instance {@code cuda:0}
     * @param freeBytes what is free there now; empty if nobody knows
     */
    String told(String place, OptionalLong freeBytes) {
        String asked = askedBytes.isPresent() ? askedBytes.getAsLong() + " bytes" : "more memory than there is";
        String free =
                freeBytes.isPresent() ? freeBytes.getAsLong() + " bytes are free" : "how much is free is not known";
        return "out of memory: asked " + place + " for " + asked + "; " + free
                + ": take a smaller batch, a shorter context or a lower precision";
    }
}
