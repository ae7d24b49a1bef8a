package io.inferbench.models.workload;

import java.util.List;
import java.util.OptionalInt;

/** How long the sequences of a batch are made. */
record PaddedLength(Padding padding, List<Integer> buckets, OptionalInt fixed) {

    /** The kinds of padding. */
    enum Padding {
        /** To the length that the trial fixes. */
        FIXED,
        /** To the longest text of the batch. */
        LONGEST,
        /** To the smallest bucket that holds the longest text of the batch. */
        BUCKET
    }

    /** The length of a batch whose longest text, already cut, has this many tokens. */
    int of(int longest) {
        return switch (padding) {
            case FIXED -> fixed.orElseThrow();
            case LONGEST -> longest;
            case BUCKET ->
                buckets.stream().filter(b -> b >= longest).findFirst().orElse(most(longest));
        };
    }

    /** The number of tokens that a text may have before it is cut. */
    int most(int unlimited) {
        int cap = fixed.orElse(unlimited);
        return padding == Padding.BUCKET ? Math.min(cap, buckets.get(buckets.size() - 1)) : cap;
    }
}
