package io.inferbench.core.run;

import io.inferbench.api.report.PhaseResult;
import io.inferbench.api.report.Stage;
import io.inferbench.core.plan.PlannedTrial;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Runs forks in this process, on a thread of their own so that one that hangs can be left behind.
 *
 * <p>For embedding and debugging: engines share the process, its heap and its compiled code, and a native crash ends
 * everything.
 */
public final class InProcessForkRunner implements ForkRunner {

    private static final Duration GRACE = Duration.ofSeconds(2);

    private final Function<PlannedTrial, TrialProviders> providers;
    private final Duration timeLimit;

    /**
     * Creates a runner.
     *
     * @param providers finds the plug-ins of a trial
     * @param timeLimit after which a fork is given up
     */
    public InProcessForkRunner(Function<PlannedTrial, TrialProviders> providers, Duration timeLimit) {
        this.providers = providers;
        this.timeLimit = timeLimit;
    }

    @Override
    public ForkOutcome run(ForkAssignment assignment, ForkListener listener) throws InterruptedException {
        AtomicReference<Stage> stage = new AtomicReference<>(Stage.FORK);
        CompletableFuture<ForkOutcome> outcome = new CompletableFuture<>();
        ForkListener following = new StageFollower(listener, stage);
        Thread thread = new Thread(
                () -> {
                    try {
                        outcome.complete(
                                new TrialBody(assignment, providers.apply(assignment.trial()), false, following).run());
                    } catch (Throwable failure) { // also an interrupt: the waiting thread decides what it means
                        outcome.complete(ForkOutcome.Broken.of(stage.get(), failure));
                    }
                },
                "inferbench-trial");
        thread.setDaemon(true);
        thread.start();
        try {
            return outcome.get(timeLimit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            return giveUp(thread, stage.get());
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        } catch (InterruptedException stopped) {
            thread.interrupt();
            thread.join(GRACE.toMillis());
            throw stopped;
        }
    }

    private ForkOutcome giveUp(Thread thread, Stage stage) throws InterruptedException {
        List<String> stack =
                Stream.of(thread.getStackTrace()).map(frame -> "  at " + frame).toList();
        thread.interrupt();
        thread.join(GRACE.toMillis());
        String rest = thread.isAlive() ? "; its thread does not stop and disturbs what follows: run forked" : "";
        return new ForkOutcome.Broken(
                stage, "did not end within its time limit of " + timeLimit + rest, stack, List.of());
    }

    /** Passes news on and remembers the phase. */
    private record StageFollower(ForkListener listener, AtomicReference<Stage> stage) implements ForkListener {

        @Override
        public void phaseStarted(Stage started) {
            stage.set(started);
            listener.phaseStarted(started);
        }

        @Override
        public void progressed(Stage running, String detail) {
            listener.progressed(running, detail);
        }

        @Override
        public void phaseFinished(PhaseResult phase) {
            listener.phaseFinished(phase);
        }
    }
}
