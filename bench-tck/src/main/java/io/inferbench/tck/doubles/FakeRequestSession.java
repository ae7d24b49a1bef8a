package io.inferbench.tck.doubles;

import io.inferbench.api.Device;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.EngineGauges;
import io.inferbench.api.backend.PreparedRequest;
import io.inferbench.api.backend.Prompt;
import io.inferbench.api.backend.RequestEnd;
import io.inferbench.api.backend.RequestSession;
import io.inferbench.api.backend.ServedRequest;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers served requests from memory, by one thread, at exact times. */
final class FakeRequestSession implements RequestSession, EngineGauges {

    private static final Set<Prompt.Form> FORMS =
            Collections.unmodifiableSet(EnumSet.of(Prompt.Form.TOKENS, Prompt.Form.TEXT, Prompt.Form.CHAT));

    private final FakeEngine engine;
    private final FakeAnswering answering;
    private final FakeTimeline timeline = FakeTimeline.start();
    private final Set<FakeFlight> inFlight = ConcurrentHashMap.newKeySet();
    private final AtomicInteger started = new AtomicInteger();
    private final AtomicBoolean closing = new AtomicBoolean();

    FakeRequestSession(FakeEngine engine, FakeAnswering answering) {
        this.engine = engine;
        this.answering = answering;
    }

    @Override
    public Set<Prompt.Form> promptForms() {
        return FORMS;
    }

    @Override
    public PreparedRequest prepare(ServedRequest request) throws BackendException {
        requireOpen();
        Prompt.Form form = request.prompt().form();
        if (!FORMS.contains(form)) {
            throw new BackendException("the prompt's form is " + form + "; the fake server takes " + FORMS);
        }
        return listener -> {
            requireOpen();
            int number = started.getAndIncrement();
            FakeFlight flight = new FakeFlight(
                    timeline, engine, number, answering.answer(request, number), listener, inFlight::remove);
            inFlight.add(flight);
            timeline.at(System.nanoTime(), flight::begin);
            return flight;
        };
    }

    private void requireOpen() {
        if (closing.get()) {
            throw new IllegalStateException("the session is closed");
        }
    }

    @Override
    public Map<String, Double> gauges() {
        return Map.of(REQUESTS_RUNNING, (double) inFlight.size(), REQUESTS_WAITING, 0.0);
    }

    @Override
    public List<Device> devices() {
        return engine.devices();
    }

    @Override
    public Map<String, String> facts() {
        return Map.of("engine.version", "1.0", "requests.started", String.valueOf(started.get()));
    }

    @Override
    public void close() {
        if (closing.getAndSet(true)) {
            return;
        }
        CountDownLatch ended = new CountDownLatch(1);
        timeline.at(System.nanoTime(), () -> {
            endAll();
            ended.countDown();
        });
        if (engine.misbehaviour() != FakeBackend.Misbehaviour.HANGS) {
            await(ended);
        }
        timeline.close();
    }

    private void endAll() {
        for (FakeFlight flight : inFlight) {
            flight.end(RequestEnd.Failed.of(
                    System.nanoTime(), RequestEnd.Failure.CLOSED, "the session was closed while the request ran"));
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
