package io.inferbench.report;

import io.inferbench.api.Device;
import io.inferbench.api.backend.RequestEnd.Failure;
import io.inferbench.api.report.Agreement;
import io.inferbench.api.report.Completed;
import io.inferbench.api.report.ForkResult;
import io.inferbench.api.report.Interference;
import io.inferbench.api.report.PhaseResult;
import io.inferbench.api.report.RunHeader;
import io.inferbench.api.report.RunReport;
import io.inferbench.api.report.SampleTable;
import io.inferbench.api.report.Stage;
import io.inferbench.api.report.Trial;
import io.inferbench.api.report.TrialResult;
import io.inferbench.api.report.Verdict;
import io.inferbench.core.config.BenchmarkConfig;
import io.inferbench.core.serve.LoadStage;
import io.inferbench.core.serve.LoadWindow;
import io.inferbench.core.serve.RequestRecord;
import io.inferbench.core.serve.RequestRecord.TokenCounting;
import io.inferbench.core.serve.RequestTables;
import io.inferbench.core.summary.TrialSummaries;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** A made-up server under one, two and four requests at a time; each answer takes 100 ms, every tenth fails. */
public final class ServedRun {

    /** Requests of one place. */
    public static final int TURNS = 100;

    /** How long each takes. */
    public static final long ANSWER_NANOS = 100_000_000;

    private static final long START = 1_000_000_000;
    private static final int TOKENS = 5;

    private ServedRun() {}

    /** Returns the run. */
    public static RunReport report() {
        List<TrialResult> results = Stream.of(1, 2, 4).map(ServedRun::trial).toList();
        RunHeader header = new RunHeader(
                "served",
                "0.1.0",
                Instant.EPOCH,
                Map.of("name", "served"),
                "",
                42,
                Map.of(),
                List.of(),
                results.stream().map(TrialResult::trial).toList());
        return new RunReport(1, header, Instant.EPOCH.plusSeconds(60), RunReport.Status.FINISHED, results, List.of());
    }

    private static TrialResult trial(int places) {
        Trial trial = new Trial(
                "openai/remote:m/prompts/concurrency=" + places,
                "openai",
                "remote:m",
                "prompts",
                Map.of("concurrency", Integer.toString(places)),
                Map.of(),
                Map.of(),
                Map.of());
        List<ForkResult> forks = List.of(fork(places));
        return new Completed(
                trial,
                Verdict.of(List.of()),
                new TrialSummaries(BenchmarkConfig.builder("served").build()).of(forks),
                Agreement.notChecked(""),
                Optional.empty(),
                forks);
    }

    /** Returns a fork that kept so many places taken. */
    public static ForkResult fork(int places) {
        List<RequestRecord> records = new ArrayList<>();
        for (int turn = 0; turn < TURNS; turn++) {
            for (int place = 0; place < places; place++) {
                records.add(record(records.size(), START + turn * ANSWER_NANOS));
            }
        }
        long end = START + TURNS * ANSWER_NANOS;
        List<SampleTable> tables = new ArrayList<>(RequestTables.of(records));
        tables.add(LoadWindow.table(
                List.of(new LoadWindow(0, LoadStage.Kind.MEASUREMENT, START, end, records.size(), false))));
        return new ForkResult(
                0,
                true,
                List.of(new Device("remote", 0, "127.0.0.1")),
                Map.of(),
                List.of(new PhaseResult(Stage.MEASUREMENT, START, end - START, Map.of())),
                tables,
                Agreement.notChecked(""),
                Interference.none(),
                Map.of());
    }

    private static RequestRecord record(int index, long sent) {
        boolean fails = index % 10 == 9;
        long[] arrivals = new long[fails ? 0 : TOKENS];
        int[] tokens = new int[arrivals.length];
        for (int chunk = 0; chunk < arrivals.length; chunk++) {
            arrivals[chunk] = sent + (chunk + 1) * ANSWER_NANOS / TOKENS;
            tokens[chunk] = 1;
        }
        return new RequestRecord(
                0,
                index,
                sent,
                sent,
                sent,
                0,
                sent + ANSWER_NANOS,
                fails ? Optional.of(Failure.HTTP_STATUS) : Optional.empty(),
                true,
                8,
                tokens.length,
                TokenCounting.USAGE,
                OptionalInt.empty(),
                TOKENS,
                true,
                arrivals,
                tokens);
    }
}
