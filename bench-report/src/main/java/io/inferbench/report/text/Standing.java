package io.inferbench.report.text;

import io.inferbench.api.metric.Metric;
import io.inferbench.api.report.Interval;
import java.util.List;
import java.util.Optional;

/**
 * Engines in order of one figure on one subject.
 *
 * @param category what is asked
 * @param subject model, workload and parameters in which all agree
 * @param metric what the values are
 * @param places best first
 */
public record Standing(Category category, String subject, Metric metric, List<Place> places) {

    /** What the executive summary answers. */
    public enum Category {
        THROUGHPUT(
                "throughput",
                "work done over the measured time; two engines differ if the interval of their ratio leaves out 1"),
        LATENCY(
                "latency",
                "mean over the forks of each one's median; two engines differ if the interval of their ratio leaves out 1"),
        EFFICIENCY(
                "efficiency",
                "throughput over the mean power of the engine's GPUs, else over the processors that its process kept busy; two"
                        + " engines differ if the interval of their ratio leaves out 1"),
        SCALING(
                "scaling",
                "throughput at the largest value of a swept parameter over that at the smallest; two engines differ if their"
                        + " intervals do not meet");

        private final String word;
        private final String formula;

        Category(String word, String formula) {
            this.word = word;
            this.formula = formula;
        }

        /** Returns its name in one word. */
        public String word() {
            return word;
        }

        /** Returns what the figure is, and when two engines differ. */
        public String formula() {
            return formula;
        }
    }

    /**
     * One engine.
     *
     * @param rank from 1; engines that are not shown to differ from the best of them share its rank
     * @param engine its name
     * @param trialId where the figure comes from
     * @param value in the metric's unit
     * @param interval absent where it could not be computed
     * @param forks behind the value
     * @param samples behind the value, of all forks
     */
    public record Place(
            int rank,
            String engine,
            String trialId,
            double value,
            Optional<Interval> interval,
            int forks,
            long samples) {}

    /** Copies the places. */
    public Standing {
        places = List.copyOf(places);
    }

    /** Returns those of the first rank; several if no difference is shown between them. */
    public List<Place> leaders() {
        return places.stream().filter(place -> place.rank() == 1).toList();
    }

    /** Returns the engine that is shown to be the best; empty if none is, or there is nothing to compare with. */
    public Optional<Place> winner() {
        return places.size() > 1 && leaders().size() == 1
                ? Optional.of(leaders().get(0))
                : Optional.empty();
    }
}
