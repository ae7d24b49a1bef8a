package io.inferbench.core.sink;

import io.inferbench.api.metric.Unit;
import io.inferbench.api.report.Completed;
import io.inferbench.core.stats.PercentileAnswer;
import io.inferbench.core.stats.PercentileRule;
import io.inferbench.core.summary.DecodeByContext;
import io.inferbench.core.summary.DecodeByContext.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** The chapter of a page that tells how decode steps grow with the context. */
final class MarkdownDecode {

    private static final double GIGA = 1e9;
    private static final double MEGA = 1e6;
    private static final double TAIL = 0.9;

    private final MarkdownText page;
    private final NumberedTrials trials;

    MarkdownDecode(MarkdownText page, NumberedTrials trials) {
        this.page = page;
        this.trials = trials;
    }

    void write() {
        List<List<String>> rows = new ArrayList<>();
        List<String> growth = new ArrayList<>();
        for (Completed trial : trials.completed()) {
            DecodeByContext steps = DecodeByContext.of(trial.forks());
            steps.ranges().forEach(range -> rows.add(row(trial, range)));
            steps.growth()
                    .ifPresent(line -> growth.add("Trial " + trials.number(trial) + ": a step takes "
                            + Figures.of(line.nanosAtZero(), Unit.NANOSECONDS) + " and "
                            + Figures.of(line.nanosPerToken(), Unit.NANOSECONDS)
                            + " for each token of context (least squares over the rows' p50)."));
        }
        if (rows.isEmpty()) {
            return;
        }
        page.heading("Decode steps by context");
        page.table(
                List.of(
                        NumberedTrials.HEADING,
                        "tokens of context",
                        "steps",
                        "p50",
                        "p90",
                        "min",
                        "GFLOP",
                        "MB",
                        "GFLOP/s",
                        "GB/s"),
                2,
                rows);
        growth.forEach(page::paragraph);
    }

    private List<String> row(Completed trial, Range range) {
        double seconds = range.stepNanos().median() / GIGA;
        return List.of(
                trials.number(trial),
                range.from() + "–" + range.to(),
                Integer.toString(range.stepNanos().size()),
                Figures.of(range.stepNanos().median(), Unit.NANOSECONDS),
                tail(range),
                Figures.of(range.stepNanos().min(), Unit.NANOSECONDS),
                cost(range, cost -> cost.floatingPointOperations() / GIGA),
                cost(range, cost -> cost.bytes() / MEGA),
                cost(range, cost -> cost.floatingPointOperations() / GIGA / seconds),
                cost(range, cost -> cost.bytes() / GIGA / seconds));
    }

    private static String tail(Range range) {
        PercentileAnswer answer = PercentileRule.standard().answer(range.stepNanos(), TAIL);
        return answer instanceof PercentileAnswer.Present present
                ? Figures.of(present.value(), Unit.NANOSECONDS)
                : "— (needs " + PercentileRule.standard().neededSamples(TAIL) + ")";
    }

    private static String cost(Range range, ToDoubleFunction<DecodeByContext.Cost> figure) {
        Optional<DecodeByContext.Cost> cost = range.cost();
        return cost.isPresent() ? Figures.plain(figure.applyAsDouble(cost.get())) : "—";
    }
}
