package io.inferbench.core.plan;

import io.inferbench.core.config.ExecutionSettings;
import io.inferbench.core.config.ExecutionSettings.Order;
import io.inferbench.core.plan.BenchmarkPlan.ForkSlot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** Orders the forks of the trials that can run. */
final class Schedule {

    private Schedule() {}

    static List<ForkSlot> of(List<PlannedTrial> trials, ExecutionSettings settings) {
        List<Integer> runnable = IntStream.range(0, trials.size())
                .filter(trial -> trials.get(trial).unavailable().isEmpty())
                .boxed()
                .toList();
        return settings.order() == Order.SEQUENTIAL
                ? sequential(runnable, settings.forks())
                : interleaved(runnable, settings.forks());
    }

    private static List<ForkSlot> sequential(List<Integer> trials, int forks) {
        List<ForkSlot> slots = new ArrayList<>();
        for (int trial : trials) {
            for (int fork = 0; fork < forks; fork++) {
                slots.add(new ForkSlot(trial, fork));
            }
        }
        return slots;
    }

    private static List<ForkSlot> interleaved(List<Integer> trials, int forks) {
        List<ForkSlot> slots = new ArrayList<>();
        List<Integer> order = new ArrayList<>(trials);
        for (int fork = 0; fork < forks; fork++) {
            for (int trial : order) {
                slots.add(new ForkSlot(trial, fork));
            }
            Collections.reverse(order);
        }
        return slots;
    }
}
