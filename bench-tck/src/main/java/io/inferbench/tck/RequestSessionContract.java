package io.inferbench.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.InFlight;
import io.inferbench.api.backend.PreparedRequest;
import io.inferbench.api.backend.Prompt;
import io.inferbench.api.backend.RequestEnd;
import io.inferbench.api.backend.RequestSession;
import io.inferbench.api.backend.ServedRequest;
import io.inferbench.api.backend.SessionSpec;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The rules of a backend whose session is a {@link RequestSession}: R-01 … R-10 of {@code docs/contract.md}. */
public abstract class RequestSessionContract extends RequestSessionFixture {

    /** Creates the kit; called by JUnit once per test. */
    protected RequestSessionContract() {}

    @Test
    @Tag("required")
    @DisplayName("R-01 events come in order, one at a time, on a thread of the session, the end once and last")
    void eventsComeInOrder() throws Exception {
        List<RequestTrace> traces = new ArrayList<>();
        try (RequestSession session = openRequests()) {
            assertThat(session.promptForms()).as("promptForms()").isNotEmpty();
            PreparedRequest twice = session.prepare(request(session, 0, true));
            for (int number = 0; number < 2; number++) {
                RequestTrace again = new RequestTrace();
                twice.start(again);
                traces.add(again.awaitEnd());
                traces.add(trace(session, request(session, number, false)));
            }
        }
        // After close, so that an event too many has come.
        for (RequestTrace trace : traces) {
            assertFinished(trace, "a request");
            assertThat(trace.isSent()).as("whether onSent came").isTrue();
            assertThat(trace.orderFaults()).as("irregularities").isEmpty();
        }
    }

    @Test
    @Tag("required")
    @DisplayName("R-02 times are those of System.nanoTime when it happened, and do not run backwards")
    void timesArePlausible() throws Exception {
        try (RequestSession session = openRequests()) {
            for (boolean streamed : new boolean[] {true, false}) {
                RequestTrace trace = trace(session, request(session, 0, streamed));
                assertThat(trace.timingFaults()).as("irregular times").isEmpty();
            }
        }
    }

    @Test
    @Tag("required")
    @DisplayName("R-03 a chunk without a token is EMPTY, and whatever does not end well is Failed, by its class")
    void whatDoesNotEndWellHasFailed() throws Exception {
        try (RequestSession session = openRequests()) {
            assertThat(trace(session, request(session, 0, true)).emptyFaults())
                    .as("chunks that bring nothing")
                    .isEmpty();
        }
        for (RequestEnd.Failure failure : RequestEnd.Failure.values()) {
            Optional<SessionSpec> spec = failing(failure, folder);
            if (spec.isEmpty()) {
                continue;
            }
            try (RequestSession session = openRequests(spec.get())) {
                RequestEnd end = trace(session, request(session, 0, true)).end();
                assertThat(end)
                        .as("end of a request that fails by %s", failure)
                        .isInstanceOfSatisfying(RequestEnd.Failed.class, failed -> {
                            assertThat(failed.failure()).as("class").isEqualTo(failure);
                            assertThat(failed.detail()).as("detail").isNotBlank();
                        });
            }
        }
    }

    @Test
    @Tag("required")
    @DisplayName("R-04 cancel ends the request as CANCELLED, once; after the end it does nothing")
    void cancelEndsTheRequest() throws Exception {
        try (RequestSession session = openRequests()) {
            AtomicReference<InFlight> own = new AtomicReference<>();
            RequestTrace cancelled = new RequestTrace() {
                @Override
                public void onSent(long sentNanos) {
                    super.onSent(sentNanos);
                    InFlight inFlight = own.get();
                    while (inFlight == null) {
                        Thread.onSpinWait();
                        inFlight = own.get();
                    }
                    inFlight.cancel();
                    inFlight.cancel();
                }
            };
            own.set(session.prepare(request(session, 0, true)).start(cancelled));
            assertFailed(cancelled.awaitEnd(), RequestEnd.Failure.CANCELLED, "a request cancelled when it was sent");

            RequestTrace whole = new RequestTrace();
            InFlight over = session.prepare(request(session, 1, true)).start(whole);
            whole.awaitEnd();
            over.cancel();
            assertFinished(trace(session, request(session, 2, true)), "a request after a cancelled one");
            assertFinished(whole, "a request cancelled after its end");
            assertThat(whole.orderFaults()).as("irregularities").isEmpty();
            assertThat(cancelled.orderFaults()).as("irregularities").isEmpty();
        }
    }

    @Test
    @Tag("optional")
    @DisplayName("R-05 nothing is sent twice, not even what fails")
    void nothingIsSentTwice() throws Exception {
        try (RequestSession session = openRequests()) {
            assertSentOnce(session);
        }
        for (RequestEnd.Failure failure : RequestEnd.Failure.values()) {
            Optional<SessionSpec> spec = failing(failure, folder);
            boolean reachesTheServer = failure != RequestEnd.Failure.CONNECT && failure != RequestEnd.Failure.TLS;
            if (spec.isPresent() && reachesTheServer) {
                try (RequestSession session = openRequests(spec.get())) {
                    assertSentOnce(session);
                }
            }
        }
    }

    private void assertSentOnce(RequestSession session) throws Exception {
        OptionalLong before = requestsSeen(session);
        Assumptions.assumeTrue(before.isPresent(), "the author does not say how many requests the server had");
        trace(session, request(session, 0, true));
        assertThat(requestsSeen(session).orElseThrow() - before.getAsLong())
                .as("requests that the server had of one start()")
                .isEqualTo(1);
    }

    @Test
    @Tag("required")
    @DisplayName("R-06 prepare refuses what cannot be asked of this server, naming it; the session goes on to work")
    void unfitPromptsAreRefused() throws Exception {
        try (RequestSession session = openRequests()) {
            Set<Prompt.Form> unfit = EnumSet.allOf(Prompt.Form.class);
            unfit.removeAll(session.promptForms());
            for (Prompt.Form form : unfit) {
                ServedRequest request = ServedRequest.builder(prompt(form, 0)).build();
                BackendException refusal = Refusals.expect(
                        BackendException.class,
                        "prepare() of a prompt of the form " + form,
                        () -> session.prepare(request));
                assertThat(refusal.getMessage()).as("text of the refusal").contains(form.name());
            }
            assertFinished(trace(session, request(session, 0, true)), "a request after refused ones");
        }
    }

    @Test
    @Tag("required")
    @DisplayName("R-07 close ends requests in flight as CLOSED; after it prepare and start throw IllegalStateException")
    void closeEndsWhatIsInFlight() throws Exception {
        RequestSession session = openRequests();
        ServedRequest request = request(session, 0, true);
        PreparedRequest prepared = session.prepare(request);
        List<RequestTrace> traces = new ArrayList<>();
        for (int number = 0; number < requestsInFlight(); number++) {
            traces.add(send(session, request, new RequestTrace()));
        }
        session.close();
        for (RequestTrace trace : traces) {
            assertThat(trace.isOver())
                    .as("whether a request is over when close() returns")
                    .isTrue();
            if (trace.end() instanceof RequestEnd.Failed failed) {
                assertThat(failed.failure()).as("class of the end").isEqualTo(RequestEnd.Failure.CLOSED);
            }
            assertThat(trace.orderFaults()).as("irregularities").isEmpty();
        }
        Refusals.expect(
                IllegalStateException.class, "prepare() after the session was closed", () -> session.prepare(request));
        Refusals.expect(
                IllegalStateException.class,
                "start() after the session was closed",
                () -> prepared.start(new RequestTrace()));
        session.close();
    }

    @Test
    @Tag("required")
    @DisplayName("R-08 a listener that throws ends its own request as CANCELLED, and no other")
    void throwingListenerEndsItsOwnRequest() throws Exception {
        try (RequestSession session = openRequests()) {
            RequestTrace neighbour = send(session, request(session, 1, true), new RequestTrace());
            RequestTrace throwing = new RequestTrace() {
                @Override
                public void onSent(long sentNanos) {
                    super.onSent(sentNanos);
                    throw new IllegalArgumentException("thrown by the kit's listener");
                }
            };
            send(session, request(session, 0, true), throwing);
            assertFailed(throwing.awaitEnd(), RequestEnd.Failure.CANCELLED, "a request whose listener threw");
            assertFinished(neighbour.awaitEnd(), "another request in flight");
            assertFinished(trace(session, request(session, 2, true)), "a later request");
        }
    }

    @Test
    @Tag("required")
    @DisplayName("R-09 many requests are in flight at once, without a thread each, and each gets its own answer")
    void manyAreInFlightAtOnce() throws Exception {
        try (RequestSession session = openRequests()) {
            List<String> alone = new ArrayList<>();
            List<PreparedRequest> prepared = new ArrayList<>();
            for (int number = 0; number < requestsInFlight(); number++) {
                ServedRequest request = request(session, number, true);
                prepared.add(session.prepare(request));
                alone.add(number < 4 ? trace(session, request).text() : "");
            }
            RunningThreads before = RunningThreads.now();
            List<RequestTrace> together = new ArrayList<>();
            for (PreparedRequest request : prepared) {
                RequestTrace trace = new RequestTrace();
                request.start(trace);
                together.add(trace);
            }
            int grown = RunningThreads.now().since(before);
            for (int number = 0; number < together.size(); number++) {
                assertFinished(together.get(number).awaitEnd(), "request " + number);
                if (number < 4) {
                    assertThat(together.get(number).text())
                            .as("answer to request %d among %d", number, together.size())
                            .isEqualTo(alone.get(number));
                }
            }
            assertThat(grown)
                    .as("threads that %d requests in flight started", together.size())
                    .isLessThan(Math.max(2, requestsInFlight() / 2));
        }
    }

    @Test
    @Tag("required")
    @DisplayName("R-10 no chunk is lost: the parts of a stream are the whole answer, and the counts agree")
    void theChunksAreTheAnswer() throws Exception {
        try (RequestSession session = openRequests()) {
            Assumptions.assumeTrue(generates(session), "this server's answers are not streams");
            RequestTrace streamed = trace(session, request(session, 0, true));
            RequestTrace whole = trace(session, request(session, 0, false));
            assertFinished(streamed, "a streamed request");
            assertFinished(whole, "a request that is not streamed");
            assertThat(streamed.text()).as("text of the stream").isEqualTo(whole.text());
            assertThat(whole.chunks())
                    .as("chunks of an answer that is not streamed")
                    .isEqualTo(1);
            for (RequestTrace trace : List.of(streamed, whole)) {
                OptionalInt counted =
                        trace.usage().map(usage -> usage.completionTokens()).orElse(OptionalInt.empty());
                counted.ifPresent(tokens ->
                        assertThat(tokens).as("tokens by the server's count").isEqualTo(newTokens()));
                trace.tokens()
                        .filter(tokens -> trace.chunks() > 0)
                        .ifPresent(tokens ->
                                assertThat(tokens).as("tokens by the chunks").isEqualTo(newTokens()));
            }
        }
    }

    private static void assertFailed(RequestTrace trace, RequestEnd.Failure failure, String what) {
        assertThat(trace.end())
                .as("end of %s", what)
                .isInstanceOfSatisfying(
                        RequestEnd.Failed.class,
                        failed -> assertThat(failed.failure())
                                .as("class of the end of %s", what)
                                .isEqualTo(failure));
    }
}
