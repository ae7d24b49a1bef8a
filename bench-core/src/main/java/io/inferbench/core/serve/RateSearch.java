package io.inferbench.core.serve;

import io.inferbench.core.load.LoadShape;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoublePredicate;

/**
 * Looks for the highest rate that is held: doubles from the least until one is not, then halves the ratio between the
 * highest held and the lowest not held.
 *
 * <p>It assumes that a server which holds a rate holds every lower one. Noise at the edge can break that: the found rate is
 * therefore measured in full afterwards.
 */
final class RateSearch {

    /** Closer rates are not told apart by probes of some seconds. */
    private static final double CLOSE = 1.05;

    private final LoadShape.Search limits;
    private final List<Probe> probes = new ArrayList<>();

    /**
     * One rate that was tried.
     *
     * @param ratePerSecond asked for
     * @param held whether it met the objectives
     */
    record Probe(double ratePerSecond, boolean held) {}

    RateSearch(LoadShape.Search limits) {
        this.limits = limits;
    }

    /**
     * Tries rates one after the other.
     *
     * @param holds tries one rate
     * @return the highest rate that was held; empty if the least was not
     */
    OptionalDouble highest(DoublePredicate holds) {
        double good = 0;
        double bad = Double.POSITIVE_INFINITY;
        double rate = limits.leastPerSecond();
        while (true) {
            boolean held = holds.test(rate);
            probes.add(new Probe(rate, held));
            if (held) {
                good = rate;
            } else {
                bad = rate;
            }
            if (good == 0) {
                return OptionalDouble.empty();
            }
            if (good >= limits.mostPerSecond() || bad / good < CLOSE) {
                return OptionalDouble.of(good);
            }
            rate = bad == Double.POSITIVE_INFINITY ? Math.min(limits.mostPerSecond(), good * 2) : Math.sqrt(good * bad);
        }
    }

    List<Probe> probes() {
        return List.copyOf(probes);
    }
}
