package io.inferbench.report.text;

import io.inferbench.api.report.Interval;
import io.inferbench.report.text.Standing.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Ranks figures that are ratios themselves, by intervals that do not meet.
 *
 * <p>Stricter than the interval of a ratio, by which all others are ranked: two 95 % intervals that do not meet belong to
 * one value in far less than 5 % of cases. A value without an interval is never shown to differ.
 */
final class IntervalRanking {

    private IntervalRanking() {}

    /** Returns the places with their ranks, the largest value first. */
    static List<Place> largestFirst(List<Place> unranked) {
        List<Place> sorted = unranked.stream()
                .sorted(Comparator.comparingDouble(Place::value).reversed())
                .toList();
        List<Place> ranked = new ArrayList<>();
        int rank = 1;
        int leader = 0;
        for (int i = 0; i < sorted.size(); i++) {
            Place place = sorted.get(i);
            if (isBelow(place, sorted.get(leader))) {
                leader = i;
                rank = i + 1;
            }
            ranked.add(new Place(
                    rank,
                    place.engine(),
                    place.trialId(),
                    place.value(),
                    place.interval(),
                    place.forks(),
                    place.samples()));
        }
        return ranked;
    }

    private static boolean isBelow(Place place, Place leader) {
        return place.interval().isPresent()
                && leader.interval().isPresent()
                && place.interval().map(Interval::high).orElseThrow()
                        < leader.interval().map(Interval::low).orElseThrow();
    }
}
