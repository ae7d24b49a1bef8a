package io.inferbench.core.run.fork;

import io.inferbench.api.backend.Availability;
import io.inferbench.api.backend.Available;
import io.inferbench.api.backend.Unavailable;
import io.inferbench.api.report.PhaseResult;
import io.inferbench.api.report.Stage;
import io.inferbench.core.plan.CatalogProber;
import io.inferbench.core.run.ForkListener;
import io.inferbench.core.run.ForkOutcome;
import io.inferbench.core.run.TrialBody;
import io.inferbench.core.run.TrialProviders;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The child process: does the one thing its parent asks for, tells the result, and ends.
 *
 * <p>The first line of standard input holds the parent's port and a token. Standard input stays open as long as the parent
 * lives: its end ends this process too.
 */
public final class ForkMain {

    private static final long BEAT_NANOS = 1_000_000_000L;

    /** Let go when the heap is full, so that there is room to say so. */
    @SuppressWarnings("UnusedVariable") // held to be let go
    private static volatile byte @Nullable [] reserve = new byte[4 << 20];

    private final ForkChannel channel;

    private ForkMain(ForkChannel channel) {
        this.channel = channel;
    }

    /**
     * Runs the child.
     *
     * @throws IOException if the parent cannot be reached
     */
    public static void main(String[] arguments) throws IOException {
        BufferedReader fromParent = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String[] address = Optional.ofNullable(fromParent.readLine())
                .orElseThrow(() -> new IOException("started without a parent: this is no command for people"))
                .split(" ");
        daemon("inferbench-parent-watch", () -> endWithParent(fromParent));
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(address[0]));
        ForkChannel channel = new ForkChannel(socket);
        channel.send(new ForkMessage.Hello(address[1]));
        Runtime.getRuntime().addShutdownHook(new Thread(ThreadStacks::showExit, "inferbench-exit-watch"));
        ForkMain child = new ForkMain(channel);
        ForkMessage task = channel.receive().orElseThrow(() -> new IOException("the parent said nothing"));
        daemon("inferbench-heartbeat", child::beat);
        daemon("inferbench-requests", child::listen);
        child.end(child.perform(task));
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void endWithParent(BufferedReader fromParent) {
        try {
            while (fromParent.readLine() != null) {
                continue;
            }
        } catch (IOException closed) {
            // the same end
        }
        Runtime.getRuntime().halt(ExitMeaning.ORPHANED);
    }

    private ForkMessage perform(ForkMessage task) {
        try {
            if (task instanceof ForkMessage.Run run) {
                TrialProviders providers = TrialProviders.of(
                        run.assignment().trial(), run.providers().catalog());
                return new ForkMessage.Ended(new TrialBody(run.assignment(), providers, true, new Reporter()).run());
            }
            if (task instanceof ForkMessage.Probe probe) {
                return answer(new CatalogProber(probe.providers().catalog()).probe(probe.backend()));
            }
            throw new IllegalStateException("not a task: " + task);
        } catch (Throwable failure) { // the parent wants to know, whatever it is
            reserve = null;
            return new ForkMessage.Ended(ForkOutcome.Broken.of(Stage.FORK, failure));
        }
    }

    private static ForkMessage answer(Availability availability) {
        if (availability instanceof Available available) {
            return new ForkMessage.IsAvailable(available.engineVersion(), available.devices(), available.facts());
        }
        Unavailable unavailable = (Unavailable) availability;
        String cause = unavailable
                .cause()
                .map(failure -> unavailable.explanation().contains(failure.toString()) ? "" : " (" + failure + ")")
                .orElse("");
        return new ForkMessage.IsUnavailable(
                unavailable.reason(), unavailable.explanation() + cause, unavailable.remedy());
    }

    /** Without hooks and finalizers: everything that had to be closed is closed, and a library that hangs here is no news. */
    private void end(ForkMessage lastWord) {
        int code = 0;
        try {
            reserve = null;
            channel.send(lastWord);
            ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
        } catch (IOException | RuntimeException | Error unheard) {
            ThreadStacks.log("the parent could not be told: " + unheard);
            code = ExitMeaning.UNREPORTABLE;
        }
        Runtime.getRuntime().halt(code);
    }

    private void beat() {
        try {
            while (true) {
                LockSupport.parkNanos(BEAT_NANOS);
                channel.send(new ForkMessage.Beat());
            }
        } catch (IOException parentHasGone) {
            Runtime.getRuntime().halt(ExitMeaning.ORPHANED);
        }
    }

    private void listen() {
        try {
            for (Optional<ForkMessage> next = channel.receive(); next.isPresent(); next = channel.receive()) {
                if (next.get() instanceof ForkMessage.ShowThreads) {
                    ThreadStacks.showAll();
                }
            }
        } catch (IOException parentHasGone) {
            // standard input ends as well, and with it this process
        }
    }

    /** Tells the parent. */
    private final class Reporter implements ForkListener {

        @Override
        public void phaseStarted(Stage stage) {
            tell(new ForkMessage.PhaseStarted(stage));
        }

        @Override
        public void progressed(Stage stage, String detail) {
            tell(new ForkMessage.Progressed(stage, detail));
        }

        @Override
        public void phaseFinished(PhaseResult phase) {
            tell(new ForkMessage.PhaseFinished(phase));
        }

        private void tell(ForkMessage message) {
            try {
                channel.send(message);
            } catch (IOException parentHasGone) {
                Runtime.getRuntime().halt(ExitMeaning.ORPHANED);
            }
        }
    }
}
