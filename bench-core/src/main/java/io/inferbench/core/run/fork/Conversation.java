package io.inferbench.core.run.fork;

import io.inferbench.api.report.Stage;
import io.inferbench.core.run.ForkListener;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Listens to one child on a thread of its own until its last word, or until the line breaks. */
final class Conversation {

    private final ForkChannel channel;
    private final ForkListener listener;
    private final CompletableFuture<Optional<ForkMessage>> lastWord = new CompletableFuture<>();
    private volatile Stage stage = Stage.FORK;
    private volatile long heardNanos = System.nanoTime();

    private Conversation(ForkChannel channel, ForkListener listener) {
        this.channel = channel;
        this.listener = listener;
    }

    /**
     * Gives the child its task and starts to listen.
     *
     * @throws IOException if the child has gone already
     */
    static Conversation begin(ForkChannel channel, ForkMessage task, ForkListener listener) throws IOException {
        channel.send(task);
        Conversation conversation = new Conversation(channel, listener);
        Thread thread = new Thread(conversation::listen, "inferbench-fork-listener");
        thread.setDaemon(true);
        thread.start();
        return conversation;
    }

    private void listen() {
        try {
            while (!lastWord.isDone()) {
                Optional<ForkMessage> next = channel.receive();
                heardNanos = System.nanoTime();
                if (next.isEmpty() || isLastWord(next.get())) {
                    lastWord.complete(next);
                } else {
                    tell(next.get());
                }
            }
        } catch (IOException | RuntimeException broken) {
            lastWord.complete(Optional.empty());
        }
    }

    private static boolean isLastWord(ForkMessage message) {
        return message instanceof ForkMessage.Ended
                || message instanceof ForkMessage.IsAvailable
                || message instanceof ForkMessage.IsUnavailable;
    }

    private void tell(ForkMessage message) {
        if (message instanceof ForkMessage.PhaseStarted started) {
            stage = started.stage();
            listener.phaseStarted(started.stage());
        } else if (message instanceof ForkMessage.Progressed progressed) {
            listener.progressed(progressed.stage(), progressed.detail());
        } else if (message instanceof ForkMessage.PhaseFinished finished) {
            listener.phaseFinished(finished.phase());
        }
    }

    /** Returns how far the child has come. */
    Stage stage() {
        return stage;
    }

    /** Returns how long the child has been silent. */
    Duration silence() {
        return Duration.ofNanos(System.nanoTime() - heardNanos);
    }

    /** Returns whether the line is closed or everything is said. */
    boolean isOver() {
        return lastWord.isDone();
    }

    /** Waits for the last word; empty if the line broke without one, or after that long. */
    Optional<ForkMessage> awaitLastWord(Duration limit) throws InterruptedException {
        try {
            return lastWord.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException notYet) {
            return Optional.empty();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Asks the child to write its threads' stacks into its log; it may be past answering. */
    void askForThreads() {
        try {
            channel.send(new ForkMessage.ShowThreads());
        } catch (IOException gone) {
            // then there is nobody to show anything
        }
    }
}
