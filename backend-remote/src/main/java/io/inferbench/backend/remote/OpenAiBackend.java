package io.inferbench.backend.remote;

import io.inferbench.api.Device;
import io.inferbench.api.backend.Availability;
import io.inferbench.api.backend.Available;
import io.inferbench.api.backend.Backend;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.BackendSession;
import io.inferbench.api.backend.SessionSpec;
import io.inferbench.api.backend.Unavailable;
import io.inferbench.api.model.ModelFormat;
import io.inferbench.api.option.OptionSpec;
import io.inferbench.api.option.Options;
import io.inferbench.backend.remote.wire.Wire;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** A server that speaks OpenAI's HTTP interface, there already or started and stopped with the session. */
public final class OpenAiBackend implements Backend {

    private final UnaryOperator<@Nullable String> environment;

    /** Creates the backend; called by {@link java.util.ServiceLoader}. */
    public OpenAiBackend() {
        this(System::getenv);
    }

    OpenAiBackend(UnaryOperator<@Nullable String> environment) {
        this.environment = environment;
    }

    @Override
    public String id() {
        return "openai";
    }

    @Override
    public String description() {
        return "LLM servers over HTTP: vLLM, SGLang, TensorRT-LLM, llama-server, anything OpenAI-compatible";
    }

    @Override
    public List<OptionSpec<?>> options() {
        List<OptionSpec<?>> all = new ArrayList<>(OpenAiOptions.ALL);
        all.addAll(LaunchOptions.ALL);
        return all;
    }

    @Override
    public List<ModelFormat> formats() {
        return List.of(ModelFormat.REMOTE);
    }

    @Override
    public Availability probe(Options options) {
        RemoteSettings settings = new RemoteSettings(options, environment);
        Launch launch = new Launch(settings);
        if (launch.isAsked()) {
            return probeLaunch(settings, launch);
        }
        try {
            ServerIdentity server = ServerIdentity.ask(settings.control());
            Map<String, String> facts = new TreeMap<>(server.facts());
            facts.put("server.models", String.join(", ", server.models()));
            return new Available(server.version(), List.of(device(settings)), facts);
        } catch (IOException | IllegalArgumentException unreachable) {
            return new Unavailable(
                    Unavailable.Reason.ENDPOINT_UNREACHABLE,
                    "The server at " + settings.url() + " does not answer as expected: " + unreachable.getMessage()
                            + ".",
                    unreachable instanceof SSLException
                            ? "Give the file of its authority's certificate in backend option tls-ca, or set tls-verify to"
                                    + " false."
                            : "Start it, or set backend option url to where it listens; if it asks for a key, put that"
                                    + " into the environment variable "
                                    + options.get(OpenAiOptions.API_KEY_ENV) + ".",
                    Optional.of(unreachable));
        }
    }

    /** A server that is yet to be started: what can be said is whether its program is there. */
    private static Availability probeLaunch(RemoteSettings settings, Launch launch) {
        try {
            String program = launch.command("MODEL").get(0);
            if (launch.isProgramThere(program)) {
                return new Available(
                        "known once it runs", List.of(device(settings)), Map.of("server.program", program));
            }
            return Unavailable.of(
                    Unavailable.Reason.LIBRARY_MISSING,
                    "The server's program '" + program + "' is neither a file nor on the PATH.",
                    "Install it, activate its environment, or give the whole command in backend option start.");
        } catch (BackendException unfit) {
            return new Unavailable(
                    Unavailable.Reason.MISCONFIGURED,
                    String.valueOf(unfit.getMessage()),
                    "Correct the backend options that begin with start.",
                    Optional.of(unfit));
        }
    }

    static Device device(RemoteSettings settings) {
        return new Device("remote", 0, settings.url().toString());
    }

    @Override
    public BackendSession open(SessionSpec spec) throws BackendException {
        RemoteSettings settings = new RemoteSettings(spec.options(), environment);
        String model = spec.model().name();
        refuseOtherDevices(spec, settings);
        Launch launch = new Launch(settings);
        Optional<Launch.Started> server = launch.isAsked() ? Optional.of(launch.start(spec)) : Optional.empty();
        try {
            Map<String, String> facts = identify(settings, model);
            return new OpenAiSession(settings, model, connect(settings), facts, server);
        } catch (BackendException | RuntimeException failure) {
            server.ifPresent(started -> started.process().close());
            throw failure;
        }
    }

    private static Wire connect(RemoteSettings settings) throws BackendException {
        Wire wire = new Wire(settings.wire(), settings.apiKey());
        try {
            wire.openAhead();
            return wire;
        } catch (IOException unreachable) {
            wire.close();
            throw new BackendException(
                    "cannot open " + settings.options().get(OpenAiOptions.CONNECTIONS) + " connections to "
                            + settings.url() + " (" + unreachable.getMessage()
                            + "); is the limit of open files high enough, and that of the server?",
                    unreachable);
        }
    }

    private static void refuseOtherDevices(SessionSpec spec, RemoteSettings settings) throws BackendException {
        Device own = device(settings);
        List<Device> asked = spec.devices().orElse(List.of(own));
        if (asked.size() != 1 || !asked.get(0).isSamePlaceAs(own)) {
            throw new BackendException("asked for the devices "
                    + asked.stream().map(Device::reference).toList() + "; a server is the device " + own.reference()
                    + ", and where it computes is its own to say");
        }
    }

    private static Map<String, String> identify(RemoteSettings settings, String model) throws BackendException {
        if (!settings.options().get(OpenAiOptions.CHECK_MODEL)) {
            return Map.of();
        }
        try {
            ServerIdentity server = ServerIdentity.ask(settings.control());
            if (!server.models().contains(model)) {
                throw new BackendException("the server at " + settings.url() + " does not list the model '" + model
                        + (server.models().isEmpty()
                                ? "' nor any other; set backend option check-model=false if it has it all the same"
                                : "' but " + server.models()
                                        + "; name one of them, or set backend option check-model=false"));
            }
            return server.facts();
        } catch (IOException silent) {
            throw new BackendException(
                    "cannot ask the server at " + settings.url() + " for the model '" + model + "' ("
                            + silent.getMessage() + "); set check-model=false if it has no /v1/models",
                    silent);
        }
    }
}
