package io.inferbench.core.execution;

import static java.util.Objects.requireNonNull;

import io.inferbench.core.agreement.AgreementTask;
import io.inferbench.core.agreement.AgreementTask.Mode;
import io.inferbench.core.agreement.ReferenceFile;
import io.inferbench.core.config.AgreementSettings;
import io.inferbench.core.plan.BenchmarkPlan;
import io.inferbench.core.plan.PlannedTrial;
import io.inferbench.core.run.ForkOutcome;
import io.inferbench.core.serve.ServedLoad;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Sees to it that there are a reference's outputs to compare with before a trial is measured.
 *
 * <p>The reference is the backend that the plan names, else the first of the group that comes to its end. A trial that is
 * the reference itself keeps its outputs on the way; otherwise the reference runs in a fork of its own first.
 */
final class References {

    private static final String LONE = "a server's answers have nothing to be compared with";

    private final AgreementSettings settings;
    private final BenchmarkPlan plan;
    private final Path folder;
    private final ReferenceRun runner;
    private final Map<String, Group> groups = new HashMap<>();

    /** Runs a reference in a fork of its own. */
    @FunctionalInterface
    interface ReferenceRun {

        ForkOutcome run(PlannedTrial reference, AgreementTask task) throws InterruptedException;
    }

    References(BenchmarkPlan plan, Path folder, ReferenceRun runner) {
        this.plan = plan;
        this.settings = plan.config().agreement();
        this.folder = folder;
        this.runner = runner;
    }

    /** Trials with the same right outputs. */
    private static final class Group {
        private final Path file;
        private final Deque<PlannedTrial> candidates;
        private final List<String> failures = new ArrayList<>();
        private boolean loneServer;

        Group(Path file, Deque<PlannedTrial> candidates) {
            this.file = file;
            this.candidates = candidates;
        }

        void giveUp(PlannedTrial candidate, ForkOutcome outcome) {
            candidates.remove(candidate);
            failures.add(
                    outcome instanceof ForkOutcome.Broken broken
                            ? ReferenceCell.label(candidate) + " broke: " + broken.cause()
                            : ReferenceCell.label(candidate) + " gave no usable outputs");
        }
    }

    /**
     * Returns what a fork of this trial has to do about its outputs; may run the reference first.
     *
     * @throws InterruptedException if this thread was interrupted meanwhile
     */
    AgreementTask task(PlannedTrial trial) throws InterruptedException {
        if (!settings.enabled()) {
            return AgreementTask.off();
        }
        Group group = groups.computeIfAbsent(ReferenceCell.key(trial), key -> group(trial, key));
        if (group.loneServer) {
            return AgreementTask.off(LONE);
        }
        String own = ReferenceCell.label(trial);
        while (!Files.exists(group.file) && !group.candidates.isEmpty()) {
            PlannedTrial candidate = group.candidates.peek();
            String label = ReferenceCell.label(candidate);
            if (label.equals(own)) {
                return task(Mode.RECORD, trial, group, label, group.candidates.size() == 1 ? LONE : "");
            }
            ForkOutcome outcome = runner.run(candidate, task(Mode.RECORD, candidate, group, label, ""));
            if (!Files.exists(group.file)) {
                group.giveUp(candidate, outcome);
            }
        }
        if (!Files.exists(group.file)) {
            return task(Mode.ALONE, trial, group, "", "there is no reference: " + String.join("; ", group.failures));
        }
        String reference = reference(group.file);
        return task(own.equals(reference) ? Mode.REPEAT : Mode.COMPARE, trial, group, reference, "");
    }

    /** Looks at what became of a fork: one that was to be the reference and broke is not asked again. */
    void forkEnded(PlannedTrial trial, ForkOutcome outcome) {
        Group group = groups.get(ReferenceCell.key(trial));
        if (group == null || Files.exists(group.file)) {
            return;
        }
        if (group.candidates.size() == 1
                && outcome instanceof ForkOutcome.Finished finished
                && ServedLoad.isTold(finished.result())) {
            group.loneServer = true;
            return;
        }
        group.candidates.stream()
                .filter(candidate -> ReferenceCell.label(candidate).equals(ReferenceCell.label(trial)))
                .findFirst()
                .ifPresent(candidate -> group.giveUp(candidate, outcome));
    }

    private AgreementTask task(Mode mode, PlannedTrial trial, Group group, String reference, String explanation) {
        return new AgreementTask(
                mode,
                mode == Mode.ALONE ? Optional.empty() : Optional.of(group.file),
                reference,
                settings.requests(),
                requireNonNull(settings.tolerances().get(ReferenceCell.precision(trial))),
                explanation);
    }

    private static String reference(Path file) {
        try {
            return ReferenceFile.reference(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private Group group(PlannedTrial trial, String key) {
        Deque<PlannedTrial> candidates = new ArrayDeque<>();
        Set<String> labels = new HashSet<>();
        for (PlannedTrial other : plan.trials()) {
            boolean named = settings.reference()
                    .map(id -> id.equals(other.backend().id()))
                    .orElse(true);
            if (named
                    && other.unavailable().isEmpty()
                    && ReferenceCell.key(other).equals(key)) {
                PlannedTrial cell = ReferenceCell.of(other);
                if (labels.add(ReferenceCell.label(cell))) {
                    candidates.add(cell);
                }
            }
        }
        if (candidates.isEmpty()) {
            settings.reference().ifPresent(id -> candidates.add(outsider(trial, id)));
        }
        return new Group(folder.resolve(ReferenceCell.fileName(key)), candidates);
    }

    /** A reference that is no backend of this group runs with the options it has elsewhere in the plan, or none. */
    private PlannedTrial outsider(PlannedTrial trial, String backend) {
        Optional<PlannedTrial> elsewhere = plan.trials().stream()
                .filter(other -> other.backend().id().equals(backend))
                .findFirst();
        return ReferenceCell.of(trial, backend, elsewhere);
    }
}
