package io.inferbench.core.serve;

import io.inferbench.api.backend.RequestEnd.Failure;
import io.inferbench.api.report.ForkResult;
import io.inferbench.api.report.SampleTable;
import io.inferbench.core.serve.RequestRecord.TokenCounting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.ToLongFunction;

/** Records as the tables {@code requests} and {@code chunks} of the report, and back. */
public final class RequestTables {

    /** One row per request of a served load, in the order of starting. */
    public static final String REQUESTS = "requests";

    /** One row per arrival of tokens, request after request. */
    public static final String CHUNKS = "chunks";

    private static final String STAGE = "stage";
    private static final String REQUEST = "request";
    private static final String INTENDED = "intended_ns";
    private static final String STARTED = "started_ns";
    private static final String SENT = "sent_ns";
    private static final String CONNECT = "connect_ns";
    private static final String END = "end_ns";
    private static final String OUTCOME = "outcome";
    private static final String STREAMED = "streamed";
    private static final String PROMPT_TOKENS = "prompt_tokens";
    private static final String OUTPUT_TOKENS = "output_tokens";
    private static final String COUNTED_BY = "counted_by";
    private static final String TOKENIZER_TOKENS = "tokenizer_tokens";
    private static final String ASKED_TOKENS = "asked_tokens";
    private static final String END_IGNORED = "end_ignored";
    private static final String CHUNK_COUNT = "chunks";
    private static final String ROW = "request_row";
    private static final String GAP = "gap_ns";
    private static final String TOKENS = "tokens";

    private RequestTables() {}

    /** Returns both tables. */
    public static List<SampleTable> of(List<RequestRecord> records) {
        Map<String, long[]> requests = new LinkedHashMap<>();
        column(requests, STAGE, records, RequestRecord::stage);
        column(requests, REQUEST, records, RequestRecord::request);
        column(requests, INTENDED, records, RequestRecord::intendedNanos);
        column(requests, STARTED, records, RequestRecord::startedNanos);
        column(requests, SENT, records, RequestRecord::sentNanos);
        column(requests, CONNECT, records, RequestRecord::connectNanos);
        column(requests, END, records, RequestRecord::endNanos);
        column(requests, OUTCOME, records, RequestTables::outcome);
        column(requests, STREAMED, records, record -> record.streamed() ? 1 : 0);
        column(requests, PROMPT_TOKENS, records, RequestRecord::promptTokens);
        column(requests, OUTPUT_TOKENS, records, RequestRecord::outputTokens);
        column(requests, COUNTED_BY, records, record -> record.counting().ordinal());
        if (records.stream().anyMatch(record -> record.tokenizerTokens().isPresent())) {
            column(
                    requests,
                    TOKENIZER_TOKENS,
                    records,
                    record -> record.tokenizerTokens().orElse(0));
        }
        column(requests, ASKED_TOKENS, records, RequestRecord::askedTokens);
        column(requests, END_IGNORED, records, record -> record.endIgnored() ? 1 : 0);
        column(requests, CHUNK_COUNT, records, record -> record.arrivals().length);
        return List.of(new SampleTable(REQUESTS, requests), chunks(records));
    }

    private static void column(
            Map<String, long[]> columns,
            String name,
            List<RequestRecord> records,
            ToLongFunction<RequestRecord> value) {
        columns.put(name, records.stream().mapToLong(value).toArray());
    }

    /** 0 is a whole answer; else the number of the failure's class, from 1. */
    private static long outcome(RequestRecord record) {
        return record.failure().map(failure -> failure.ordinal() + 1L).orElse(0L);
    }

    private static SampleTable chunks(List<RequestRecord> records) {
        int count =
                records.stream().mapToInt(record -> record.arrivals().length).sum();
        long[] rows = new long[count];
        long[] gaps = new long[count];
        long[] tokens = new long[count];
        int at = 0;
        for (int row = 0; row < records.size(); row++) {
            RequestRecord record = records.get(row);
            long before = record.sentNanos();
            for (int chunk = 0; chunk < record.arrivals().length; chunk++) {
                rows[at] = row;
                gaps[at] = record.arrivals()[chunk] - before;
                tokens[at] = record.tokens()[chunk];
                before = record.arrivals()[chunk];
                at++;
            }
        }
        Map<String, long[]> columns = new LinkedHashMap<>();
        columns.put(ROW, rows);
        columns.put(GAP, gaps);
        columns.put(TOKENS, tokens);
        return new SampleTable(CHUNKS, columns);
    }

    /** Returns the records of a fork; empty if it served no load. */
    public static Optional<List<RequestRecord>> read(ForkResult fork) {
        Optional<SampleTable> requests = fork.table(REQUESTS);
        Optional<SampleTable> chunks = fork.table(CHUNKS);
        return requests.isPresent() && chunks.isPresent()
                ? Optional.of(read(requests.get(), chunks.get()))
                : Optional.empty();
    }

    private static List<RequestRecord> read(SampleTable requests, SampleTable chunks) {
        long[] gaps = chunks.column(GAP);
        long[] counts = chunks.column(TOKENS);
        List<RequestRecord> records = new ArrayList<>(requests.rows());
        int at = 0;
        for (int row = 0; row < requests.rows(); row++) {
            int here = (int) requests.column(CHUNK_COUNT)[row];
            long sent = requests.column(SENT)[row];
            long[] arrivals = Arrays.copyOfRange(gaps, at, at + here);
            int[] tokens = new int[here];
            long before = sent;
            for (int chunk = 0; chunk < here; chunk++) {
                before += arrivals[chunk];
                arrivals[chunk] = before;
                tokens[chunk] = (int) counts[at + chunk];
            }
            at += here;
            records.add(record(requests, row, arrivals, tokens));
        }
        return records;
    }

    private static RequestRecord record(SampleTable requests, int row, long[] arrivals, int[] tokens) {
        int outcome = (int) requests.column(OUTCOME)[row];
        return new RequestRecord(
                (int) requests.column(STAGE)[row],
                (int) requests.column(REQUEST)[row],
                requests.column(INTENDED)[row],
                requests.column(STARTED)[row],
                requests.column(SENT)[row],
                requests.column(CONNECT)[row],
                requests.column(END)[row],
                outcome == 0 ? Optional.empty() : Optional.of(Failure.values()[outcome - 1]),
                requests.column(STREAMED)[row] == 1,
                (int) requests.column(PROMPT_TOKENS)[row],
                (int) requests.column(OUTPUT_TOKENS)[row],
                TokenCounting.values()[(int) requests.column(COUNTED_BY)[row]],
                requests.columns().containsKey(TOKENIZER_TOKENS)
                        ? OptionalInt.of((int) requests.column(TOKENIZER_TOKENS)[row])
                        : OptionalInt.empty(),
                (int) requests.column(ASKED_TOKENS)[row],
                requests.column(END_IGNORED)[row] == 1,
                arrivals,
                tokens);
    }
}
