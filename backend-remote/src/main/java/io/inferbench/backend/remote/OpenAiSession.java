package io.inferbench.backend.remote;

import io.inferbench.api.Device;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.EngineGauges;
import io.inferbench.api.backend.PreparedRequest;
import io.inferbench.api.backend.Prompt;
import io.inferbench.api.backend.RequestSession;
import io.inferbench.api.backend.ServedRequest;
import io.inferbench.backend.remote.server.PrometheusText;
import io.inferbench.backend.remote.wire.Expectation;
import io.inferbench.backend.remote.wire.Message;
import io.inferbench.backend.remote.wire.Wire;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A model at a server. */
final class OpenAiSession implements RequestSession, EngineGauges {

    private final RemoteSettings settings;
    private final RequestWriter writer;
    private final Wire wire;
    private final Map<String, String> serverFacts;
    private final Optional<Launch.Started> server;

    OpenAiSession(
            RemoteSettings settings,
            String model,
            Wire wire,
            Map<String, String> serverFacts,
            Optional<Launch.Started> server) {
        this.settings = settings;
        this.writer = new RequestWriter(model, settings.options());
        this.wire = wire;
        this.serverFacts = serverFacts;
        this.server = server;
    }

    @Override
    public Set<Prompt.Form> promptForms() {
        return settings.endpoint().forms();
    }

    @Override
    public PreparedRequest prepare(ServedRequest request) throws BackendException {
        wire.requireOpen();
        Message message = settings.message(writer.body(request));
        Expectation expected = settings.expectation(request.streamed(), items(request.prompt()));
        return listener -> wire.start(message, expected, listener);
    }

    private static int items(Prompt prompt) {
        if (prompt instanceof Prompt.Texts texts) {
            return texts.texts().size();
        }
        // A server may return the best documents only.
        return prompt instanceof Prompt.Ranking ? 1 : 0;
    }

    @Override
    public Map<String, Double> gauges() {
        try {
            ControlClient.Answer answer =
                    settings.control().get(settings.options().get(OpenAiOptions.METRICS_PATH));
            return answer.isOk() ? PrometheusText.figures(answer.body()) : Map.of();
        } catch (IOException notOffered) {
            return Map.of();
        }
    }

    @Override
    public List<Device> devices() {
        return List.of(OpenAiBackend.device(settings));
    }

    @Override
    public Map<String, String> facts() {
        Map<String, String> facts = new TreeMap<>(serverFacts);
        facts.putAll(wire.facts());
        server.ifPresent(started -> {
            facts.put("server.command", settings.masked(String.join(" ", started.command())));
            facts.put("server.log", started.log().toString());
            facts.put("server.startup-millis", String.valueOf(started.startup().toMillis()));
            if (!started.process().isRunning()) {
                facts.put(
                        "server.ended-early", settings.masked(started.process().logTail()));
            }
        });
        return facts;
    }

    @Override
    public void close() {
        wire.close();
        server.ifPresent(started -> started.process().close());
    }
}
