package io.inferbench.core.run;

import java.util.SplittableRandom;

/** The order in which distinct requests take their turns: one permutation, the same for every backend and fork. */
final class RequestOrder {

    private final int[] order;

    private RequestOrder(int[] order) {
        this.order = order;
    }

    static RequestOrder seeded(int size, long seed) {
        if (size < 1) {
            throw new IllegalArgumentException("a workload needs at least one request, not " + size);
        }
        int[] order = new int[size];
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < size; i++) {
            int at = random.nextInt(i + 1);
            order[i] = order[at];
            order[at] = i;
        }
        return new RequestOrder(order);
    }

    /** Returns the same cycle, entered elsewhere, so that callers at once do not ask the same thing at once. */
    RequestOrder startingAt(int offset) {
        int[] turned = new int[order.length];
        for (int i = 0; i < turned.length; i++) {
            turned[i] = order[(i + offset) % order.length];
        }
        return new RequestOrder(turned);
    }

    int size() {
        return order.length;
    }

    /** Returns all requests in the order of their turns. */
    int[] requests() {
        return order.clone();
    }

    /** Returns the request of a turn; turns go round. */
    int request(long turn) {
        return order[(int) (turn % order.length)];
    }
}
