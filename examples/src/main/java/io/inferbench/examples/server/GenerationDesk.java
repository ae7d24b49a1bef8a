package io.inferbench.examples.server;

import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.GenerationCall;
import io.inferbench.api.backend.GenerationSession;
import io.inferbench.api.backend.TokenStep;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Runs one generation after the other on one thread, since a session takes one call at a time. */
final class GenerationDesk implements AutoCloseable {

    private static final int MOST_WAITING = 256;
    private static final long LONGEST_STEP_SECONDS = 30;

    private final GenerationSession session;
    private final TextCodec codec;
    private final ThreadPoolExecutor thread;
    private volatile boolean closing;

    GenerationDesk(GenerationSession session, TextCodec codec) {
        this.session = session;
        this.codec = codec;
        this.thread = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MOST_WAITING),
                work -> new Thread(work, "generation"));
    }

    /**
     * Takes a task; returns at once.
     *
     * @param abandoned asked before and during the generation; once true the rest is not computed
     */
    void submit(CompletionTask task, Answer answer, BooleanSupplier abandoned) throws ApiException {
        try {
            thread.execute(() -> generate(task, answer, abandoned));
        } catch (RejectedExecutionException refused) {
            throw closing
                    ? ApiException.closing()
                    : ApiException.overloaded(thread.getQueue().size());
        }
    }

    private void generate(CompletionTask task, Answer answer, BooleanSupplier abandoned) {
        if (abandoned.getAsBoolean()) {
            return;
        }
        if (closing) {
            answer.failed(ApiException.closing());
            return;
        }
        Growth growth = new Growth(task, answer);
        try (GenerationCall call = session.prepare(task.generation())) {
            call.run(step -> growth.take(step) && !abandoned.getAsBoolean() && !closing);
        } catch (BackendException | RuntimeException failure) {
            answer.failed(ApiException.engineFailed(failure));
            return;
        }
        if (closing && !growth.isWhole()) {
            answer.failed(ApiException.closing());
        } else {
            growth.end();
        }
    }

    /** Takes nothing more, ends the generation under way after its step, and refuses those that wait. */
    @Override
    public void close() {
        closing = true;
        thread.shutdown();
        try {
            if (!thread.awaitTermination(LONGEST_STEP_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException(
                        "a generation did not end its step within " + LONGEST_STEP_SECONDS + " s");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The answer so far: ids, and how much of their text has gone out. */
    private final class Growth {

        private final CompletionTask task;
        private final Answer answer;
        private final int[] tokens;
        private final int held;
        private int count;
        private int sent;
        private String text = "";
        private boolean stopped;

        Growth(CompletionTask task, Answer answer) {
            this.task = task;
            this.answer = answer;
            this.tokens = new int[task.generation().maxNewTokens()];
            // a stop text may arrive in pieces: hold back as much as could still become one
            this.held = task.stopTexts().stream().mapToInt(String::length).max().orElse(1) - 1;
        }

        boolean take(TokenStep step) {
            if (!step.hasToken(0)) {
                return false;
            }
            int token = step.token(0);
            tokens[count++] = token;
            if (task.generation().stopTokens().contains(token)) {
                stopped = true;
                return false;
            }
            text = codec.decode(tokens, count);
            for (String stop : task.stopTexts()) {
                int at = text.indexOf(stop, Math.max(0, sent - stop.length()));
                if (at >= 0) {
                    text = text.substring(0, at);
                    stopped = true;
                    return false;
                }
            }
            send(text.length() - held);
            return true;
        }

        /** Sends up to that place, but no half of a character: an incomplete one decodes to U+FFFD for now. */
        private void send(int upTo) {
            int end = upTo;
            while (end > sent && text.charAt(end - 1) == '\uFFFD' && !stopped) {
                end--;
            }
            if (end > sent) {
                answer.text(text.substring(sent, end));
                sent = end;
            }
        }

        boolean isWhole() {
            return stopped || count == tokens.length;
        }

        void end() {
            if (text.length() > sent) {
                answer.text(text.substring(sent));
            }
            answer.finished(stopped ? "stop" : "length", count);
        }
    }
}
