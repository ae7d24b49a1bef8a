package io.inferbench.core.stats;

import java.util.OptionalInt;

/** How many of n independent values lie above a quantile: the binomial behind every order-statistic bound. */
final class BinomialTail {
    private final double logPass;
    private final double logOdds;

    /** Values exceed the quantile at {@code probability} with chance {@code 1 - probability} each. */
    BinomialTail(double probability) {
        FiniteValues.requireProbability(probability);
        this.logPass = Math.log(probability);
        this.logOdds = Math.log1p(-probability) - logPass;
    }

    /** Returns the chance that at most {@code exceedances} of {@code size} values exceed the quantile. */
    double atMost(int exceedances, long size) {
        double logTerm = size * logPass;
        double sum = Math.exp(logTerm);
        for (int k = 0; k < exceedances && k < size; k++) {
            logTerm += Math.log((double) (size - k) / (k + 1)) + logOdds;
            sum += Math.exp(logTerm);
        }
        return Math.min(sum, 1);
    }

    /** Returns how many of the largest values may go with the largest one left still a bound, at that risk. */
    OptionalInt mostDiscarded(long size, double risk) {
        double logTerm = size * logPass;
        double sum = Math.exp(logTerm);
        int discarded = -1;
        while (sum <= risk && discarded < size - 1) {
            discarded++;
            logTerm += Math.log((double) (size - discarded) / (discarded + 1)) + logOdds;
            sum += Math.exp(logTerm);
        }
        return discarded < 0 ? OptionalInt.empty() : OptionalInt.of(discarded);
    }

    /** Returns the smallest size at which discarding that many of the largest values keeps the risk. */
    long smallestSize(int discarded, double risk) {
        long low = discarded;
        long high = Math.max(1, discarded + 1);
        while (atMost(discarded, high) > risk) {
            low = high;
            high *= 2;
        }
        while (high - low > 1) {
            long middle = (low + high) >>> 1;
            if (atMost(discarded, middle) > risk) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }
}
