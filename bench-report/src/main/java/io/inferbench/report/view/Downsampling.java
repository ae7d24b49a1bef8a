package io.inferbench.report.view;

import java.util.ArrayList;
import java.util.List;

/** Thins out a series for drawing: of every stretch of it the smallest and the largest value stay, so no peak is lost. */
public final class Downsampling {

    private Downsampling() {}

    /**
     * Returns at most that many points, in order of x.
     *
     * @param points in order of x
     * @param most at least 2
     */
    public static List<Point> of(List<Point> points, int most) {
        if (points.size() <= most) {
            return List.copyOf(points);
        }
        int stretches = most / 2;
        List<Point> kept = new ArrayList<>(most);
        for (int stretch = 0; stretch < stretches; stretch++) {
            int from = (int) ((long) points.size() * stretch / stretches);
            int to = (int) ((long) points.size() * (stretch + 1) / stretches);
            addExtremes(points, from, to, kept);
        }
        return kept;
    }

    private static void addExtremes(List<Point> points, int from, int to, List<Point> kept) {
        int lowest = from;
        int highest = from;
        for (int i = from + 1; i < to; i++) {
            lowest = points.get(i).y() < points.get(lowest).y() ? i : lowest;
            highest = points.get(i).y() > points.get(highest).y() ? i : highest;
        }
        kept.add(points.get(Math.min(lowest, highest)));
        if (lowest != highest) {
            kept.add(points.get(Math.max(lowest, highest)));
        }
    }
}
