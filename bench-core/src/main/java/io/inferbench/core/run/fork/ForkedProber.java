package io.inferbench.core.run.fork;

import io.inferbench.api.backend.Availability;
import io.inferbench.api.backend.Available;
import io.inferbench.api.backend.Unavailable;
import io.inferbench.core.config.ProviderChoice;
import io.inferbench.core.plan.Prober;
import io.inferbench.core.run.ForkListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Asks each backend in a child JVM, so that two engines never meet and a crash is an answer. */
public final class ForkedProber implements Prober {

    private static final Duration TIME_LIMIT = Duration.ofSeconds(120);
    private static final Duration SILENCE_LIMIT = Duration.ofSeconds(30);

    private final ForkProcesses processes;
    private final ProviderOrigin providers;

    /**
     * Creates a prober.
     *
     * @param jvmArguments for every child
     */
    public ForkedProber(ForkClassPath classPath, ProviderOrigin providers, List<String> jvmArguments) {
        this(new ForkProcesses(classPath, jvmArguments, TIME_LIMIT, SILENCE_LIMIT), providers);
    }

    ForkedProber(ForkProcesses processes, ProviderOrigin providers) {
        this.processes = processes;
        this.providers = providers;
    }

    @Override
    public Availability probe(ProviderChoice choice) {
        try {
            Path folder = Files.createTempDirectory("inferbench-probe");
            try {
                return availability(
                        choice,
                        processes.run(
                                new ForkMessage.Probe(choice, providers), choice.id(), folder, ForkListener.NONE));
            } finally {
                FolderTree.delete(folder);
            }
        } catch (IOException noTemporaryFolder) {
            return failure(choice, "no temporary folder for its log: " + noTemporaryFolder);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return failure(choice, "asked to stop meanwhile");
        }
    }

    private static Availability availability(ProviderChoice choice, ForkAnswer answer) {
        if (answer instanceof ForkAnswer.Said said) {
            if (said.message() instanceof ForkMessage.IsAvailable yes) {
                return new Available(yes.engineVersion(), yes.devices(), yes.facts());
            }
            if (said.message() instanceof ForkMessage.IsUnavailable no) {
                return new Unavailable(no.reason(), no.explanation(), no.remedy(), Optional.empty());
            }
            return failure(choice, "unexpected answer " + said.message());
        }
        ForkAnswer.Silent silent = (ForkAnswer.Silent) answer;
        List<String> tail = silent.logTail().isEmpty()
                ? List.of()
                : silent.logTail()
                        .subList(
                                Math.max(0, silent.logTail().size() - 3),
                                silent.logTail().size());
        return failure(
                choice,
                silent.cause()
                        + silent.details().stream().map(line -> "; " + line).reduce("", String::concat)
                        + (tail.isEmpty() ? "" : "; its log ends: " + String.join(" | ", tail)));
    }

    private static Unavailable failure(ProviderChoice choice, String what) {
        return Unavailable.of(
                Unavailable.Reason.PROVIDER_FAILURE,
                "asking '" + choice.id() + "' whether it can run failed: " + what,
                "look at the cause; the engine's installation may be damaged or may not fit this machine");
    }
}
