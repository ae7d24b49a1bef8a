package io.inferbench.core.run.fork;

import io.inferbench.api.report.ForkResult;
import io.inferbench.core.run.ForkAssignment;
import io.inferbench.core.run.ForkListener;
import io.inferbench.core.run.ForkOutcome;
import io.inferbench.core.run.ForkRunner;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Runs each fork in a child JVM that sees its own backend's engine and no other's. */
public final class ForkedForkRunner implements ForkRunner {

    /** Heartbeats come every second; a machine that swaps or a collector at its limit may hold them up for long. */
    private static final Duration SILENCE_LIMIT = Duration.ofSeconds(60);

    private final ForkProcesses processes;
    private final ProviderOrigin providers;

    /**
     * Creates a runner.
     *
     * @param jvmArguments for every child
     * @param timeLimit after which a child is killed
     */
    public ForkedForkRunner(
            ForkClassPath classPath, ProviderOrigin providers, List<String> jvmArguments, Duration timeLimit) {
        this(new ForkProcesses(classPath, jvmArguments, timeLimit, SILENCE_LIMIT), providers);
    }

    ForkedForkRunner(ForkProcesses processes, ProviderOrigin providers) {
        this.processes = processes;
        this.providers = providers;
    }

    @Override
    public ForkOutcome run(ForkAssignment assignment, ForkListener listener) throws InterruptedException {
        ForkAnswer answer = processes.run(
                new ForkMessage.Run(assignment, providers),
                assignment.trial().backend().id(),
                assignment.workDirectory(),
                listener);
        if (answer instanceof ForkAnswer.Said said && said.message() instanceof ForkMessage.Ended ended) {
            return outcome(ended.outcome(), said.exitCode());
        }
        ForkAnswer.Silent silent = (ForkAnswer.Silent) answer;
        return new ForkOutcome.Broken(silent.stage(), silent.cause(), silent.details(), silent.logTail());
    }

    /** An engine that crashes on the way out has measured all the same; but it shall be known. */
    private static ForkOutcome outcome(ForkOutcome outcome, int exitCode) {
        if (exitCode == 0 || !(outcome instanceof ForkOutcome.Finished finished)) {
            return outcome;
        }
        ForkResult result = finished.result();
        Map<String, String> environment = new TreeMap<>(result.environment());
        environment.put("exit", ExitMeaning.of(exitCode));
        return new ForkOutcome.Finished(new ForkResult(
                result.index(),
                result.isolated(),
                result.devices(),
                result.facts(),
                result.phases(),
                result.tables(),
                result.agreement(),
                result.interference(),
                environment));
    }
}
