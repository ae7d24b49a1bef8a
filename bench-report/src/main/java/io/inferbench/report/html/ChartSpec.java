package io.inferbench.report.html;

import io.inferbench.report.view.Axis;
import io.inferbench.report.view.MachineCourse.Phase;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What the page's script draws, all numbers in place; written into the page as JSON. */
sealed interface ChartSpec {

    /** Returns the word by which the script knows what to draw. */
    String kind();

    /**
     * Horizontal bars with intervals, one group per category.
     *
     * @param kind {@code bars}
     * @param axis of the values
     * @param categories from top to bottom
     * @param series one per engine
     */
    record Bars(String kind, Axis axis, List<String> categories, List<BarSeries> series) implements ChartSpec {

        Bars(Axis axis, List<String> categories, List<BarSeries> series) {
            this("bars", axis, List.copyOf(categories), List.copyOf(series));
        }
    }

    /**
     * The bars of one engine.
     *
     * @param name the engine's
     * @param color its place in the palette
     * @param bars one per category; empty where it has no value
     */
    record BarSeries(String name, int color, List<Optional<Bar>> bars) {}

    /**
     * One bar.
     *
     * @param value its length
     * @param low lower end of the interval
     * @param high upper end
     * @param text the value as a table would print it
     */
    record Bar(double value, OptionalDouble low, OptionalDouble high, String text) {}

    /**
     * Horizontal box plots.
     *
     * @param kind {@code boxes}
     * @param axis of the values
     * @param categories from top to bottom
     * @param colors place in the palette per category
     * @param boxes low whisker, quartile, median, quartile, high whisker per category
     */
    record Boxes(String kind, Axis axis, List<String> categories, List<Integer> colors, List<double[]> boxes)
            implements ChartSpec {

        Boxes(Axis axis, List<String> categories, List<Integer> colors, List<double[]> boxes) {
            this("boxes", axis, List.copyOf(categories), List.copyOf(colors), List.copyOf(boxes));
        }
    }

    /**
     * Curves.
     *
     * @param kind {@code lines}
     * @param x horizontal axis
     * @param y vertical axis
     * @param series the curves
     */
    record Lines(String kind, Axis x, Axis y, List<LineSeries> series) implements ChartSpec {

        Lines(Axis x, Axis y, List<LineSeries> series) {
            this("lines", x, y, List.copyOf(series));
        }
    }

    /**
     * One curve.
     *
     * @param name in the legend
     * @param color place in the palette
     * @param style 0, 1, 2 … for curves of one engine: another dash and another mark
     * @param marked whether every point is marked
     * @param points x, y, and where known the ends of the interval of y and of that of x
     */
    record LineSeries(String name, int color, int style, boolean marked, List<double[]> points) {}

    /**
     * Courses over time, one of which is shown.
     *
     * @param kind {@code courses}
     * @param courses to choose from
     */
    record Courses(String kind, List<Course> courses) implements ChartSpec {

        Courses(List<Course> courses) {
            this("courses", List.copyOf(courses));
        }
    }

    /**
     * One fork over time.
     *
     * @param phases marked in every panel
     * @param panels above each other, over the same seconds
     */
    record Course(List<Phase> phases, List<Panel> panels) {}

    /**
     * One panel of a course.
     *
     * @param axis vertical
     * @param series the curves
     */
    record Panel(Axis axis, List<LineSeries> series) {}
}
