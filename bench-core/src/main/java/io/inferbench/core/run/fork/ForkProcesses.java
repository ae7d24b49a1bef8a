package io.inferbench.core.run.fork;

import io.inferbench.api.report.Stage;
import io.inferbench.core.run.ForkListener;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Runs one task in one child JVM and always comes back: with what the child said, or with how it ended. */
final class ForkProcesses {

    /** Between two looks at a child that runs. */
    private static final Duration LOOK = Duration.ofMillis(200);

    /** For a child that is busy ending, and for messages that are still on the line. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    /** For a child to write its stacks. */
    private static final Duration STACKS = Duration.ofMillis(700);

    /** A child that is stopped by the terminal's Ctrl-C ends before this process has heard of it. */
    private static final long STOP_REQUEST_MILLIS = 500;

    private final ForkClassPath classPath;
    private final List<String> jvmArguments;
    private final Duration timeLimit;
    private final Duration silenceLimit;

    /**
     * Takes how children are started and when they are given up.
     *
     * @param silenceLimit how long a child may miss its heartbeats
     */
    ForkProcesses(ForkClassPath classPath, List<String> jvmArguments, Duration timeLimit, Duration silenceLimit) {
        this.classPath = classPath;
        this.jvmArguments = List.copyOf(jvmArguments);
        this.timeLimit = timeLimit;
        this.silenceLimit = silenceLimit;
    }

    /**
     * Runs a task.
     *
     * @param backendId whose engine the child may see
     * @param folder existing, for the log
     * @throws InterruptedException if this thread was interrupted; the child is killed first
     */
    ForkAnswer run(ForkMessage task, String backendId, Path folder, ForkListener listener) throws InterruptedException {
        ForkCommand command = new ForkCommand(classPath.forBackend(backendId), jvmArguments);
        try (ChildProcess child = ChildProcess.start(command, folder)) {
            if (child.channel().isEmpty()) {
                return neverBegan(child);
            }
            return await(child, Conversation.begin(child.channel().get(), task, listener));
        } catch (IOException unstartable) {
            return new ForkAnswer.Silent(
                    Stage.FORK, "a child process cannot be run: " + unstartable.getMessage(), List.of(), List.of());
        } finally {
            FolderTree.delete(ForkCommand.scratch(folder));
        }
    }

    private static ForkAnswer neverBegan(ChildProcess child) throws InterruptedException {
        String cause = child.awaitExit(Duration.ZERO)
                .map(code -> "the process ended before it began: exit code " + code
                        + "; are the JVM arguments right? Its log says more")
                .orElse("the process did not begin in time");
        return silent(child, Stage.FORK, cause);
    }

    private ForkAnswer await(ChildProcess child, Conversation conversation) throws InterruptedException {
        long end = System.nanoTime() + timeLimit.toNanos();
        while (child.isAlive() && !conversation.isOver()) {
            if (System.nanoTime() - end >= 0) {
                return giveUp(child, conversation, "did not end within its time limit of " + text(timeLimit));
            }
            if (conversation.silence().compareTo(silenceLimit) > 0) {
                return giveUp(child, conversation, "has not answered for " + text(silenceLimit));
            }
            Optional<ForkMessage> said = conversation.awaitLastWord(LOOK);
            if (said.isPresent()) {
                return new ForkAnswer.Said(said.get(), child.awaitExit(GRACE).orElse(0));
            }
        }
        Optional<ForkMessage> said = conversation.awaitLastWord(GRACE);
        Optional<Integer> code = child.awaitExit(GRACE);
        if (said.isPresent()) {
            return new ForkAnswer.Said(said.get(), code.orElse(0));
        }
        return code.isPresent()
                ? ended(child, conversation, code.get())
                : giveUp(child, conversation, "closed the line to its parent and did not end");
    }

    private static ForkAnswer ended(ChildProcess child, Conversation conversation, int code)
            throws InterruptedException {
        if (ExitMeaning.isStopRequest(code)) {
            Thread.sleep(STOP_REQUEST_MILLIS);
        }
        String cause = child.crash()
                .map(crash -> "the JVM crashed: " + crash.signal() + " (exit code " + code + ")")
                .orElse("the process ended without a result: " + ExitMeaning.of(code));
        return silent(child, conversation.stage(), cause);
    }

    private static ForkAnswer giveUp(ChildProcess child, Conversation conversation, String why)
            throws InterruptedException {
        conversation.askForThreads();
        child.awaitExit(STACKS);
        child.close();
        return silent(child, conversation.stage(), why + " and was killed");
    }

    private static ForkAnswer silent(ChildProcess child, Stage stage, String cause) {
        List<String> details = child.crash().map(LogTail.Crash::details).orElse(List.of());
        return new ForkAnswer.Silent(stage, cause, details, child.logTail());
    }

    private static String text(Duration duration) {
        return duration.toString().substring(2).toLowerCase(Locale.ROOT);
    }
}
