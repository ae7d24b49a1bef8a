package io.inferbench.core.serve;

import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.RequestEnd;
import io.inferbench.api.backend.RequestSession;
import io.inferbench.api.metric.Metrics;
import io.inferbench.api.report.ForkResult;
import io.inferbench.api.workload.ServedWorkloadSession;
import io.inferbench.core.load.LoadShape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/**
 * The load of one fork on one server: made ready, driven by a thread of its own, and told in tables. Used once.
 *
 * <p>Its owner waits for the measurement to begin and for everything to end, and can look after other things meanwhile.
 */
public final class ServedLoad {

    private static final long FIRST_CALL_PATIENCE_NANOS = 600_000_000_000L;

    private final LoadTask task;
    private final long originNanos;
    private final List<ReadyRequest> requests;
    private final RecordMaker recorder;
    private final CountDownLatch measuring = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private final AtomicReference<LoadPacer> pacer = new AtomicReference<>();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final List<StageRun> runs = new ArrayList<>();
    private final Map<String, String> searchFacts = new TreeMap<>();

    private ServedLoad(LoadTask task, long originNanos, List<ReadyRequest> requests) {
        this.task = task;
        this.originNanos = originNanos;
        this.requests = requests;
        this.recorder = new RecordMaker(originNanos, task.tokenizer());
    }

    /** Returns whether a fork served a load. */
    public static boolean isTold(ForkResult fork) {
        return fork.table(RequestTables.REQUESTS).isPresent();
    }

    /**
     * Makes every request ready; nothing is sent.
     *
     * @param originNanos the fork's clock's zero, by {@link System#nanoTime}
     */
    public static ServedLoad prepare(
            RequestSession session, ServedWorkloadSession workload, LoadTask task, long originNanos)
            throws BackendException {
        return new ServedLoad(task, originNanos, ReadyRequests.of(session, workload));
    }

    /**
     * Sends the last request of the workload alone.
     *
     * @param facts filled with the answer's times
     * @throws BackendException if it is not answered: a load on that server would tell nothing
     */
    public void firstCall(Map<String, String> facts) throws BackendException {
        LoadPacer alone = new LoadPacer(requests, keepsText(), 1);
        LoadStage one = LoadStage.closed(
                LoadStage.Kind.WARM_UP, requests.size() - 1, 1, OptionalInt.of(1), OptionalLong.empty());
        alone.run(List.of(one), stage -> {});
        alone.drain(FIRST_CALL_PATIENCE_NANOS);
        Flight flight = alone.flights().get(0);
        if (flight.end() instanceof RequestEnd.Failed failed) {
            throw new BackendException("the first request was not answered: "
                    + failed.failure().name().toLowerCase(Locale.ROOT).replace('_', '-') + ", " + failed.detail());
        }
        RequestRecord record = recorder.records(List.of(flight)).get(0);
        facts.put(Metrics.E2EL.key(), Long.toString(record.lastNanos() - record.sentNanos()));
        if (record.hasTokens()) {
            facts.put(Metrics.TTFT.key(), Long.toString(record.firstNanos() - record.sentNanos()));
        }
        facts.put("output_tokens", Integer.toString(record.outputTokens()));
    }

    private boolean keepsText() {
        return task.tokenizer().isPresent();
    }

    /**
     * Reads schedules and starts the load.
     *
     * @throws IOException if a schedule's file cannot be read
     */
    public void start() throws IOException {
        LoadStages stages =
                new LoadStages(task.shape(), task.arrivals(), task.limit(), task.settings(), beginnings(), task.seed());
        List<LoadStage> planned = search().isPresent() ? List.of() : stages.all();
        Thread thread = new Thread(() -> drive(stages, planned), "inferbench-pacer");
        thread.setDaemon(true);
        thread.start();
    }

    private int beginnings() {
        return requests.size() - followers().size();
    }

    private Set<Integer> followers() {
        return requests.stream()
                .flatMapToInt(request -> request.successor().stream())
                .boxed()
                .collect(Collectors.toSet());
    }

    private Optional<LoadShape.Search> search() {
        return task.shape().filter(LoadShape.Search.class::isInstance).map(LoadShape.Search.class::cast);
    }

    private void drive(LoadStages stages, List<LoadStage> planned) {
        try {
            LoadPacer own = new LoadPacer(requests, keepsText(), task.settings().failuresAllowed());
            pacer.set(own);
            List<LoadStage> load = planned;
            if (search().isPresent()) {
                load = stages.at(searched(own, stages, search().get())).all();
            }
            runs.addAll(own.run(load, stage -> {
                if (stage.kind() == LoadStage.Kind.MEASUREMENT) {
                    measuring.countDown();
                }
            }));
            own.drain(task.settings().drain().toNanos());
        } catch (Throwable broken) { // the owner rethrows it
            failure.set(broken);
        } finally {
            measuring.countDown();
            over.countDown();
        }
    }

    private double searched(LoadPacer own, LoadStages stages, LoadShape.Search limits) {
        RateSearch search = new RateSearch(limits);
        OptionalDouble highest = search.highest(rate -> holds(own, stages, rate));
        searchFacts.put(LoadFacts.SEARCH_MET, Boolean.toString(highest.isPresent()));
        highest.ifPresent(rate -> searchFacts.put(LoadFacts.SEARCH_RATE, String.format(Locale.ROOT, "%.4g", rate)));
        searchFacts.put(
                "search.probes",
                search.probes().stream()
                        .map(probe -> String.format(
                                Locale.ROOT, "%.4g/s %s", probe.ratePerSecond(), probe.held() ? "held" : "not held"))
                        .collect(Collectors.joining(", ")));
        return highest.orElse(limits.leastPerSecond());
    }

    /** A rate is held if enough of its requests are good; answers are awaited, so that no probe disturbs the next. */
    private boolean holds(LoadPacer own, LoadStages stages, double rate) {
        int before = own.flights().size();
        runs.addAll(own.run(List.of(stages.probe(rate, before)), stage -> {}));
        own.drain(task.settings().drain().toNanos());
        List<RequestRecord> records =
                recorder.records(own.flights().subList(before, own.flights().size()));
        long good = records.stream()
                .filter(record -> ServedFigures.isGood(record, task.settings().objectives()))
                .count();
        return good >= task.settings().goodShare() * records.size();
    }

    /**
     * Waits until the measurement begins.
     *
     * @throws InterruptedException if this thread was interrupted: no further request is started then
     */
    public void awaitMeasurement() throws Exception {
        await(measuring);
    }

    /** Waits until the last answer came, or was given up. */
    public void awaitEnd() throws Exception {
        await(over);
    }

    private void await(CountDownLatch latch) throws Exception {
        try {
            latch.await();
        } catch (InterruptedException stop) {
            Optional.ofNullable(pacer.get()).ifPresent(LoadPacer::stop);
            throw stop;
        }
        Throwable broken = failure.get();
        if (broken instanceof Error error) {
            throw error;
        }
        if (broken != null) {
            throw (Exception) broken;
        }
    }

    /** Returns whether the load was broken off since the server answers nothing any more; only after {@link #awaitEnd}. */
    public boolean isServerLost() {
        return runs.stream().anyMatch(run -> run.end() == StageRun.End.SERVER_LOST);
    }

    /** Returns what was found; only after {@link #awaitEnd}. */
    public ServedResult result() {
        List<RequestRecord> records = recorder.records(pacer.get().flights());
        return ServedResult.of(task, runs, records, followers(), originNanos, searchFacts);
    }
}
