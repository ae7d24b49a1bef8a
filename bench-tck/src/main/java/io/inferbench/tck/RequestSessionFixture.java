package io.inferbench.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferbench.api.backend.BackendSession;
import io.inferbench.api.backend.ChatMessage;
import io.inferbench.api.backend.InFlight;
import io.inferbench.api.backend.Prompt;
import io.inferbench.api.backend.RequestEnd;
import io.inferbench.api.backend.RequestSession;
import io.inferbench.api.backend.Sampling;
import io.inferbench.api.backend.ServedRequest;
import io.inferbench.api.backend.SessionSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What the author of a backend with a {@link RequestSession} may supply to {@link RequestSessionContract}. */
public abstract class RequestSessionFixture extends BackendContract {

    RequestSessionFixture() {}

    /**
     * Returns a prompt of the test; different numbers give different prompts.
     *
     * @param form the one that the session wants most
     */
    protected Prompt prompt(Prompt.Form form, int number) {
        String text = "Request " + number + " of the contract kit counts: one, two, three,";
        return switch (form) {
            case TOKENS -> new Prompt.Tokens(1 + number % 50, 7, 11, 5, 3 + number / 50);
            case TEXT -> new Prompt.Text(text);
            case CHAT -> new Prompt.Chat(List.of(ChatMessage.user(text)));
            case TEXTS -> new Prompt.Texts(List.of(text, "and so on"));
            case RANKING -> new Prompt.Ranking(text, List.of("four", "banana"));
        };
    }

    /** Returns how many tokens the tests ask for. */
    protected int newTokens() {
        return 8;
    }

    /** Returns how many requests are in flight at once in R-09, at least 2. */
    protected int requestsInFlight() {
        return 64;
    }

    /**
     * Returns what to open so that every request fails in that way, for R-03; absent if the author cannot bring it about.
     *
     * @param workDirectory as for {@link #spec}
     */
    protected Optional<SessionSpec> failing(RequestEnd.Failure failure, Path workDirectory) throws Exception {
        return Optional.empty();
    }

    /** Returns how many requests the server has had through this session, for R-05; absent if it cannot be known. */
    protected OptionalLong requestsSeen(RequestSession session) {
        return OptionalLong.empty();
    }

    final RequestSession openRequests() throws Exception {
        return openRequests(spec(folder));
    }

    final RequestSession openRequests(SessionSpec spec) throws Exception {
        BackendSession session = open(spec);
        if (session instanceof RequestSession requests) {
            return requests;
        }
        session.close();
        throw new AssertionError("the session " + session.getClass().getName() + " should be a RequestSession");
    }

    /** Returns a greedy request in the form that the session wants most. */
    final ServedRequest request(RequestSession session, int number, boolean streamed) {
        Prompt.Form form = session.promptForms().iterator().next();
        ServedRequest.Builder builder =
                ServedRequest.builder(prompt(form, number)).streamed(streamed && generates(session));
        if (generates(session)) {
            builder.maxNewTokens(newTokens()).endIgnored(true).sampling(Sampling.greedy());
        }
        return builder.build();
    }

    static boolean generates(RequestSession session) {
        Prompt.Form form = session.promptForms().iterator().next();
        return form != Prompt.Form.TEXTS && form != Prompt.Form.RANKING;
    }

    /** Sends a request and waits for its end. */
    final RequestTrace trace(RequestSession session, ServedRequest request) throws Exception {
        return send(session, request, new RequestTrace()).awaitEnd();
    }

    static RequestTrace send(RequestSession session, ServedRequest request, RequestTrace trace) throws Exception {
        InFlight inFlight = session.prepare(request).start(trace);
        assertThat(inFlight).as("start()").isNotNull();
        return trace;
    }

    static void assertFinished(RequestTrace trace, String what) {
        assertThat(trace.end()).as("end of %s", what).isInstanceOf(RequestEnd.Finished.class);
    }

    @Override
    final void useOnce(BackendSession session) throws Exception {
        RequestSession requests = (RequestSession) session;
        assertFinished(trace(requests, request(requests, 0, true)), "a request");
    }
}
