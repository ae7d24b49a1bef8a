package io.inferbench.models.workload;

import java.util.Arrays;

/** Arrays of token ids. */
final class Sequences {

    private Sequences() {}

    /** At most {@code most} tokens: the first ones, and the last, which in BERT's scheme is the separator. */
    static int[] cut(int[] ids, int most) {
        if (ids.length <= most) {
            return ids;
        }
        int[] shorter = Arrays.copyOf(ids, most);
        shorter[most - 1] = ids[ids.length - 1];
        return shorter;
    }
}
