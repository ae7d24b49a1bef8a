package io.inferbench.core.serve;

import io.inferbench.api.backend.RequestEnd.Failure;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What remains of one request; all times are offsets on the fork's clock.
 *
 * @param stage row of the load's stages that it belongs to
 * @param request index in the workload
 * @param intendedNanos when it was to start: by the schedule, else when its place became free
 * @param startedNanos when it was handed to the session
 * @param sentNanos when the session had handed it to the socket: t0; of a request that was never sent its end
 * @param connectNanos how long opening its connection took, TLS included; 0 if one was open
 * @param endNanos when its answer was whole, or its failure known
 * @param failure how it failed; empty if the answer is whole
 * @param streamed whether tokens were asked for as they come
 * @param promptTokens read, as the server counted or as they were sent; 0 where nobody knows
 * @param outputTokens generated, by the most trusted count
 * @param counting who counted the output
 * @param tokenizerTokens of the answer's text by the model's tokenizer; empty if there is none here
 * @param askedTokens most tokens asked for; 0 leaves it to the server
 * @param endIgnored whether exactly that many were asked for
 * @param arrivals when chunks with tokens came, ascending
 * @param tokens of each of these chunks
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; a list would box every arrival
public record RequestRecord(
        int stage,
        int request,
        long intendedNanos,
        long startedNanos,
        long sentNanos,
        long connectNanos,
        long endNanos,
        Optional<Failure> failure,
        boolean streamed,
        int promptTokens,
        int outputTokens,
        TokenCounting counting,
        OptionalInt tokenizerTokens,
        int askedTokens,
        boolean endIgnored,
        long[] arrivals,
        int[] tokens) {

    /** Who says how many tokens an answer has, most trusted first. */
    public enum TokenCounting {
        /** The server, in its usage. */
        USAGE,
        /** The server, chunk by chunk. */
        CHUNK_COUNTS,
        /** The model's tokenizer, from the whole text. */
        TOKENIZER,
        /** Nobody: each chunk counts as one token. */
        CHUNKS
    }

    /** Returns whether the answer is whole. */
    public boolean answered() {
        return failure.isEmpty();
    }

    /** Returns whether tokens came. */
    public boolean hasTokens() {
        return arrivals.length > 0;
    }

    /** Returns when the first token came; only if {@link #hasTokens}. */
    public long firstNanos() {
        return arrivals[0];
    }

    /** Returns when the answer was there: its last token's arrival, or its end if it has none. */
    public long lastNanos() {
        return hasTokens() ? arrivals[arrivals.length - 1] : endNanos;
    }
}
