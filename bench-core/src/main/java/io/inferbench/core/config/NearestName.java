package io.inferbench.core.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apiguardian.api.API;

/** Finds what somebody probably meant. */
@API(status = API.Status.INTERNAL, since = "0.1.0")
public final class NearestName {

    private NearestName() {}

    /** Returns {@code  (did you mean 'x'?)} for the nearest of the known names, or nothing if none is near. */
    public static String hint(String written, Collection<String> known) {
        return among(written, known)
                .map(name -> " (did you mean '" + name + "'?)")
                .orElse("");
    }

    /** Returns the known name that at most a third of the letters have to be changed to reach. */
    public static Optional<String> among(String written, Collection<String> known) {
        String wanted = plain(written);
        int allowed = Math.max(1, wanted.length() / 3);
        return known.stream()
                .filter(name -> distance(wanted, plain(name)) <= allowed)
                .min(Comparator.comparingInt((String name) -> distance(wanted, plain(name)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace('-', '_').replace('.', '_');
    }

    /** Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment). */
    private static int distance(String from, String to) {
        int[][] cost = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, from, to, i, j);
            }
        }
        return cost[from.length()][to.length()];
    }

    private static int cheapest(int[][] cost, String from, String to, int i, int j) {
        boolean same = from.charAt(i - 1) == to.charAt(j - 1);
        int least = Math.min(cost[i - 1][j - 1] + (same ? 0 : 1), 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        boolean swapped =
                i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
        return swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
    }
}
