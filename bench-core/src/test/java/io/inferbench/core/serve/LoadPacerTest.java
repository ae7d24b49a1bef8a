package io.inferbench.core.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferbench.api.backend.PreparedRequest;
import io.inferbench.api.backend.Prompt;
import io.inferbench.api.backend.RequestEnd;
import io.inferbench.api.backend.RequestListener;
import io.inferbench.api.backend.ServedRequest;
import io.inferbench.core.load.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LoadPacerTest {

    private final ScheduledExecutorService server = Executors.newSingleThreadScheduledExecutor();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final Queue<Integer> order = new ConcurrentLinkedQueue<>();

    @AfterEach
    void stop() {
        server.shutdownNow();
    }

    private enum Answer {
        SOON,
        AT_ONCE,
        FAILURE,
        NEVER,
        NOT_EVEN_CANCELLED
    }

    private ReadyRequest request(int index, Answer answer, OptionalInt successor) {
        PreparedRequest prepared = listener -> {
            order.add(index);
            most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
            listener.onSent(System.nanoTime());
            switch (answer) {
                case SOON -> {
                    var unused = server.schedule(() -> end(listener), 300, TimeUnit.MICROSECONDS);
                }
                case AT_ONCE -> end(listener);
                case FAILURE -> listener.onEnd(failure(RequestEnd.Failure.RESET));
                default -> {
                    // nothing comes
                }
            }
            return answer == Answer.NEVER
                    ? () -> server.execute(() -> listener.onEnd(failure(RequestEnd.Failure.CANCELLED)))
                    : () -> {};
        };
        ServedRequest request = ServedRequest.builder(new Prompt.Text("x")).build();
        return new ReadyRequest(index, request, OptionalInt.empty(), prepared, successor);
    }

    private void end(RequestListener listener) {
        inFlight.decrementAndGet();
        listener.onEnd(new RequestEnd.Finished(System.nanoTime(), Optional.of("stop")));
    }

    private static RequestEnd failure(RequestEnd.Failure failure) {
        return RequestEnd.Failed.of(System.nanoTime(), failure, "as asked");
    }

    private List<ReadyRequest> requests(int count, Answer answer) {
        List<ReadyRequest> requests = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            requests.add(request(index, answer, OptionalInt.empty()));
        }
        return requests;
    }

    private static LoadStage closed(int firstTurn, int places, int count) {
        return LoadStage.closed(
                LoadStage.Kind.MEASUREMENT, firstTurn, places, OptionalInt.of(count), OptionalLong.empty());
    }

    private static List<StageRun> run(LoadPacer pacer, LoadStage... stages) {
        List<StageRun> runs = pacer.run(List.of(stages), stage -> {});
        pacer.drain(TimeUnit.SECONDS.toNanos(30));
        return runs;
    }

    @Test
    void neverMoreAreInFlightThanPlaces() {
        LoadPacer pacer = new LoadPacer(requests(7, Answer.SOON), false, 5);
        run(pacer, closed(0, 4, 50));

        assertThat(pacer.flights()).hasSize(50).noneMatch(Flight::failed);
        assertThat(most.get()).isBetween(1, 4);
        assertThat(order).startsWith(0, 1, 2, 3, 4, 5, 6, 0, 1).hasSize(50);
    }

    @Test
    void aWarmUpLastsAsManyAndAsLongAsAsked() {
        LoadPacer pacer = new LoadPacer(requests(3, Answer.AT_ONCE), false, 5);
        StageRun run = run(
                        pacer,
                        LoadStage.closed(LoadStage.Kind.WARM_UP, 0, 1, OptionalInt.of(3), OptionalLong.of(20_000_000)))
                .get(0);

        assertThat(run.durationNanos()).isGreaterThanOrEqualTo(20_000_000);
        assertThat(run.started()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void stagesGoOnWithoutWaitingAndTakeTheTurnsTheyAreGiven() {
        LoadPacer pacer = new LoadPacer(requests(10, Answer.AT_ONCE), false, 5);
        List<StageRun> runs = run(pacer, closed(7, 1, 3), closed(0, 1, 4));

        assertThat(order).containsExactly(7, 8, 9, 0, 1, 2, 3);
        assertThat(runs).extracting(StageRun::started).containsExactly(3, 4);
        assertThat(runs.get(1).startNanos()).isEqualTo(runs.get(0).endNanos());
        assertThat(pacer.flights()).extracting(Flight::stage).containsExactly(0, 0, 0, 1, 1, 1, 1);
    }

    @Test
    void aScheduleIsKeptToTheNanosecondInWhatWasIntended() {
        Schedule schedule = Schedule.of(0, 1_000_000, 1_000_000, 3_000_000);
        LoadPacer pacer = new LoadPacer(requests(10, Answer.AT_ONCE), false, 5);
        StageRun run = run(
                        pacer,
                        LoadStage.open(
                                LoadStage.Kind.MEASUREMENT,
                                0,
                                schedule,
                                OptionalInt.empty(),
                                OptionalLong.of(4_000_000)))
                .get(0);

        assertThat(pacer.flights())
                .extracting(flight -> flight.intendedNanos() - run.startNanos())
                .containsExactly(0L, 1_000_000L, 1_000_000L, 3_000_000L);
        assertThat(pacer.flights())
                .allSatisfy(flight -> assertThat(flight.startedNanos()).isGreaterThanOrEqualTo(flight.intendedNanos()));
        assertThat(run.durationNanos()).isEqualTo(4_000_000);
    }

    @Test
    void aLimitHoldsAScheduleBackAndTheIntendedStartStays() {
        LoadPacer pacer = new LoadPacer(requests(10, Answer.SOON), false, 5);
        StageRun run = run(
                        pacer,
                        LoadStage.open(
                                LoadStage.Kind.MEASUREMENT,
                                0,
                                Schedule.of(new long[12]),
                                OptionalInt.of(2),
                                OptionalLong.of(1)))
                .get(0);

        assertThat(most.get()).isBetween(1, 2);
        assertThat(pacer.flights())
                .hasSize(12)
                .allSatisfy(flight -> assertThat(flight.intendedNanos()).isEqualTo(run.startNanos()));
    }

    @Test
    void aNextTurnWaitsForTheAnswerBefore() {
        List<ReadyRequest> requests = List.of(
                request(0, Answer.SOON, OptionalInt.of(1)),
                request(1, Answer.SOON, OptionalInt.of(2)),
                request(2, Answer.SOON, OptionalInt.empty()),
                request(3, Answer.SOON, OptionalInt.of(4)),
                request(4, Answer.SOON, OptionalInt.empty()));
        LoadPacer pacer = new LoadPacer(requests, false, 5);
        run(pacer, closed(0, 1, 5));
        assertThat(order).containsExactly(0, 1, 2, 3, 4);

        order.clear();
        LoadPacer open = new LoadPacer(requests, false, 5);
        run(
                open,
                LoadStage.open(
                        LoadStage.Kind.MEASUREMENT,
                        0,
                        Schedule.of(0, 0),
                        OptionalInt.empty(),
                        OptionalLong.of(500_000_000)));
        assertThat(order).startsWith(0, 3).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
        Flight second = open.flights().stream()
                .filter(flight -> flight.request().index() == 1)
                .findFirst()
                .orElseThrow();
        Flight first = open.flights().get(0);
        assertThat(second.intendedNanos()).isEqualTo(first.end().endNanos());
    }

    @Test
    void aFailedTurnEndsItsConversation() {
        List<ReadyRequest> requests = List.of(
                request(0, Answer.FAILURE, OptionalInt.of(1)),
                request(1, Answer.AT_ONCE, OptionalInt.empty()),
                request(2, Answer.AT_ONCE, OptionalInt.empty()));
        run(new LoadPacer(requests, false, 5), closed(0, 1, 2));
        assertThat(order).containsExactly(0, 2);
    }

    @Test
    void aServerThatFailsAgainAndAgainIsLost() {
        LoadPacer pacer = new LoadPacer(requests(3, Answer.FAILURE), false, 5);
        StageRun run = run(pacer, closed(0, 1, 1_000)).get(0);

        assertThat(run.end()).isEqualTo(StageRun.End.SERVER_LOST);
        assertThat(pacer.flights()).hasSize(5).allMatch(Flight::failed);
    }

    @Test
    void whatIsNotAnsweredInTimeIsGivenUp() {
        LoadPacer pacer = new LoadPacer(requests(3, Answer.NEVER), false, 5);
        pacer.run(List.of(closed(0, 3, 3)), stage -> {});
        pacer.drain(1_000_000);

        assertThat(pacer.flights())
                .hasSize(3)
                .allSatisfy(flight -> assertThat(flight.end())
                        .isInstanceOfSatisfying(
                                RequestEnd.Failed.class,
                                end -> assertThat(end.detail()).isEqualTo("as asked")));
    }

    @Test
    void aSessionThatNeverReportsAnEndIsNotWaitedForEither() {
        LoadPacer pacer = new LoadPacer(requests(1, Answer.NOT_EVEN_CANCELLED), false, 5);
        pacer.run(List.of(closed(0, 1, 1)), stage -> {});
        pacer.drain(1_000_000);

        assertThat(pacer.flights().get(0).end())
                .isInstanceOfSatisfying(
                        RequestEnd.Failed.class,
                        end -> assertThat(end.failure()).isEqualTo(RequestEnd.Failure.CANCELLED));
    }

    @Test
    void stoppedItStartsNoMore() {
        LoadPacer pacer = new LoadPacer(requests(3, Answer.AT_ONCE), false, 5);
        pacer.stop();
        assertThat(run(pacer, closed(0, 1, 1_000)).get(0).end()).isEqualTo(StageRun.End.STOPPED);
        assertThat(pacer.flights()).isEmpty();
    }
}
