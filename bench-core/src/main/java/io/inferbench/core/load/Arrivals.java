package io.inferbench.core.load;

import java.util.SplittableRandom;

/** A process that says how long after one request the next one starts. */
public sealed interface Arrivals {

    /** Returns the mean number of requests per second at that time. */
    double ratePerSecond(double atSeconds);

    /**
     * Returns the gap after a request that started at that time.
     *
     * @return seconds, zero or more
     */
    double gapSeconds(double atSeconds, SplittableRandom random);

    /** Returns a process with equal gaps. */
    static Arrivals constant(double ratePerSecond) {
        return new Constant(positive(ratePerSecond, "rate"));
    }

    /** Returns a process with independent exponential gaps. */
    static Arrivals poisson(double ratePerSecond) {
        return new Gamma(positive(ratePerSecond, "rate"), 1);
    }

    /**
     * Returns a process with independent gamma gaps.
     *
     * @param burstiness the gamma distribution's shape: 1 is Poisson, less is burstier, more is more even
     */
    static Arrivals gamma(double ratePerSecond, double burstiness) {
        return new Gamma(positive(ratePerSecond, "rate"), positive(burstiness, "burstiness"));
    }

    /** Returns a process of groups of requests that start together, groups being equally far apart. */
    static Arrivals bursts(int size, double secondsBetween) {
        return new Bursts((int) positive(size, "burst size"), positive(secondsBetween, "seconds between bursts"));
    }

    /** Returns a Poisson process whose rate grows or falls along a line, then stays. */
    static Arrivals ramp(double fromPerSecond, double toPerSecond, double overSeconds) {
        return new Ramp(
                positive(fromPerSecond, "first rate"),
                positive(toPerSecond, "last rate"),
                positive(overSeconds, "ramp time"));
    }

    private static double positive(double value, String what) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(what + " should be a finite number above 0, not " + value);
        }
        return value;
    }

    /** Equal gaps. */
    record Constant(double rate) implements Arrivals {

        @Override
        public double ratePerSecond(double atSeconds) {
            return rate;
        }

        @Override
        public double gapSeconds(double atSeconds, SplittableRandom random) {
            return 1 / rate;
        }
    }

    /** Gamma gaps; shape 1 is Poisson. */
    record Gamma(double rate, double shape) implements Arrivals {

        @Override
        public double ratePerSecond(double atSeconds) {
            return rate;
        }

        @Override
        public double gapSeconds(double atSeconds, SplittableRandom random) {
            return GammaDraw.next(shape, random) / (shape * rate);
        }
    }

    /** Groups at equal distances; the process counts the members of the running group by the clock alone. */
    record Bursts(int size, double secondsBetween) implements Arrivals {

        @Override
        public double ratePerSecond(double atSeconds) {
            return size / secondsBetween;
        }

        @Override
        public double gapSeconds(double atSeconds, SplittableRandom random) {
            throw new UnsupportedOperationException("bursts are laid out by Schedule, by number and not by gap");
        }
    }

    /** An exponential gap at the rate of the moment. */
    record Ramp(double from, double to, double overSeconds) implements Arrivals {

        @Override
        public double ratePerSecond(double atSeconds) {
            double share = Math.min(1, atSeconds / overSeconds);
            return from + (to - from) * share;
        }

        /**
         * Inverts the rate's integral: a unit exponential draw is the number of expected arrivals until the next one
         * (time change of a non-homogeneous Poisson process), so that a steep ramp is not lagged by one old gap.
         */
        @Override
        public double gapSeconds(double atSeconds, SplittableRandom random) {
            double wanted = GammaDraw.next(1, random);
            double left = overSeconds - atSeconds;
            double rate = ratePerSecond(atSeconds);
            double slope = (to - from) / overSeconds;
            if (left > 0) {
                double withinRamp = rate * left + slope * left * left / 2;
                if (wanted <= withinRamp) {
                    return solve(slope, rate, wanted);
                }
                return left + (wanted - withinRamp) / to;
            }
            return wanted / to;
        }

        private static double solve(double slope, double rate, double area) {
            // slope/2·x² + rate·x = area, written so that a small slope does not cancel
            return 2 * area / (rate + Math.sqrt(Math.max(0, rate * rate + 2 * slope * area)));
        }
    }
}
