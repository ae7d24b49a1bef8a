package io.inferbench.core.serve;

import io.inferbench.api.backend.RequestEnd;
import io.inferbench.api.backend.TokenUsage;
import io.inferbench.api.model.Tokenizer;
import io.inferbench.core.serve.RequestRecord.TokenCounting;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Turns flights that are over into records: times onto the fork's clock, and one count of tokens out of up to four.
 *
 * <p>The server's usage is believed first, then its counts chunk by chunk, then the tokenizer, then one token a chunk. Where
 * chunks have no count of their own, the whole count is spread over them as evenly as whole numbers allow.
 */
final class RecordMaker {

    private final long originNanos;
    private final Optional<Tokenizer> tokenizer;

    RecordMaker(long originNanos, Optional<Tokenizer> tokenizer) {
        this.originNanos = originNanos;
        this.tokenizer = tokenizer;
    }

    List<RequestRecord> records(List<Flight> flights) {
        return flights.stream().map(this::record).toList();
    }

    private record Counted(int tokens, TokenCounting by) {}

    private RequestRecord record(Flight flight) {
        long[] arrivals = Arrays.stream(flight.arrivals())
                .map(arrival -> arrival - originNanos)
                .toArray();
        OptionalInt tokenized = tokenized(flight);
        Counted output = output(flight, arrivals.length, tokenized);
        RequestEnd end = flight.end();
        return new RequestRecord(
                flight.stage(),
                flight.request().index(),
                flight.intendedNanos() - originNanos,
                flight.startedNanos() - originNanos,
                flight.sentNanos() - originNanos,
                flight.connectNanos(),
                end.endNanos() - originNanos,
                end instanceof RequestEnd.Failed failed ? Optional.of(failed.failure()) : Optional.empty(),
                flight.request().request().streamed(),
                promptTokens(flight),
                output.tokens(),
                output.by(),
                tokenized,
                flight.request().asked().orElse(0),
                flight.request().request().endIgnored(),
                arrivals,
                flight.toldTokens().orElseGet(() -> spread(output.tokens(), arrivals.length)));
    }

    private static int promptTokens(Flight flight) {
        OptionalInt told = flight.usage().map(TokenUsage::promptTokens).orElse(OptionalInt.empty());
        return told.orElse(flight.request().promptTokens().orElse(0));
    }

    private OptionalInt tokenized(Flight flight) {
        if (tokenizer.isEmpty() || flight.text().isEmpty()) {
            return OptionalInt.empty();
        }
        String text = flight.text().get().toString();
        return OptionalInt.of(text.isEmpty() ? 0 : tokenizer.get().encode(text, false).length);
    }

    private static Counted output(Flight flight, int chunks, OptionalInt tokenized) {
        OptionalInt usage = flight.usage().map(TokenUsage::completionTokens).orElse(OptionalInt.empty());
        if (usage.isPresent()) {
            return new Counted(usage.getAsInt(), TokenCounting.USAGE);
        }
        Optional<int[]> told = flight.toldTokens();
        if (told.isPresent()) {
            return new Counted(Arrays.stream(told.get()).sum(), TokenCounting.CHUNK_COUNTS);
        }
        if (tokenized.isPresent()) {
            return new Counted(tokenized.getAsInt(), TokenCounting.TOKENIZER);
        }
        return new Counted(chunks, TokenCounting.CHUNKS);
    }

    /** Returns so many whole numbers with that sum, none more than one larger than another. */
    static int[] spread(int sum, int parts) {
        int[] shares = new int[parts];
        for (int part = 0; part < parts; part++) {
            shares[part] = (int) ((part + 1L) * sum / parts - (long) part * sum / parts);
        }
        return shares;
    }
}
