package io.inferbench.core.stats;

import org.apiguardian.api.API;

/**
 * A small fast generator with the same numbers on every JVM.
 *
 * <p>Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, OOPSLA 2014. The JDK's own generators do not
 * promise to keep their bounded and Gaussian algorithms, and a report must be recomputable.
 */
@API(status = API.Status.INTERNAL, since = "0.1.0")
public final class SplitMix64 {
    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    private long state;

    SplitMix64(long seed) {
        this.state = seed;
    }

    /** Returns the generator of one of many independent streams under one seed. */
    public static SplitMix64 stream(long seed, long index) {
        return new SplitMix64(mix(seed + GOLDEN_GAMMA * mix(index + 1)));
    }

    /** Returns the seed of a generator that repeats what comes next from this one. */
    long mark() {
        return state;
    }

    /** Returns the next 64 bits. */
    public long nextLong() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /** Returns a value from 0 to {@code bound - 1}; the bias, below bound / 2^32, is far under any bootstrap's noise. */
    int nextInt(int bound) {
        return (int) (((nextLong() >>> 32) * bound) >>> 32);
    }

    void shuffle(double[] values) {
        for (int i = values.length - 1; i > 0; i--) {
            int j = nextInt(i + 1);
            double swapped = values[i];
            values[i] = values[j];
            values[j] = swapped;
        }
    }

    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
