package io.inferbench.core.serve;

import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.InFlight;
import io.inferbench.api.backend.PreparedRequest;
import io.inferbench.api.backend.RequestEnd;
import io.inferbench.api.backend.RequestListener;
import io.inferbench.api.backend.ResponseChunk;
import java.nio.IntBuffer;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

/** What a server answers to one request while it has no other; no times are taken. */
final class LoneAnswer implements RequestListener {

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final AnswerText text = new AnswerText();
    private final IntStream.Builder tokens = IntStream.builder();
    private final CompletableFuture<RequestEnd> end = new CompletableFuture<>();
    private boolean tokensTold = true;

    /**
     * An answer, whole.
     *
     * @param text of all chunks
     * @param tokens their ids; empty if the server did not tell them of every chunk
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared as a record
    record Words(String text, Optional<int[]> tokens) {}

    /**
     * Sends a request and waits for its answer.
     *
     * @throws BackendException if there is none
     * @throws InterruptedException if this thread was interrupted; the request is given up then
     */
    static Words to(PreparedRequest request) throws BackendException, InterruptedException {
        LoneAnswer answer = new LoneAnswer();
        InFlight sent = request.start(answer);
        try {
            RequestEnd how = answer.end.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (how instanceof RequestEnd.Failed failed) {
                throw new BackendException("a request that was sent alone was not answered: "
                        + failed.failure().name().toLowerCase(Locale.ROOT).replace('_', '-') + ", " + failed.detail());
            }
            return answer.words();
        } catch (TimeoutException | ExecutionException silent) {
            throw new BackendException(
                    "a request that was sent alone was not answered within " + PATIENCE.toMinutes() + " minutes",
                    silent);
        } finally {
            sent.cancel(); // does nothing once it is over
        }
    }

    private Words words() {
        int[] ids = tokens.build().toArray();
        return new Words(text.toString(), tokensTold && ids.length > 0 ? Optional.of(ids) : Optional.empty());
    }

    @Override
    public void onSent(long sentNanos) {
        // Nobody times this one.
    }

    @Override
    public void onChunk(ResponseChunk chunk) {
        if (chunk.kind() == ResponseChunk.Kind.EMPTY) {
            return;
        }
        text.add(chunk.text());
        IntBuffer ids = chunk.tokenIds();
        tokensTold &= ids.hasRemaining();
        for (int at = ids.position(); at < ids.limit(); at++) {
            tokens.add(ids.get(at));
        }
    }

    @Override
    public void onEnd(RequestEnd how) {
        end.complete(how);
    }
}
