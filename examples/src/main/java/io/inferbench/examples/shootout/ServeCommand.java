package io.inferbench.examples.shootout;

import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.GenerationLimits;
import io.inferbench.api.model.ModelException;
import io.inferbench.api.option.OptionException;
import io.inferbench.api.report.Parameters;
import io.inferbench.core.Benchmark;
import io.inferbench.core.RunException;
import io.inferbench.core.config.BenchmarkConfig;
import io.inferbench.core.config.ModelChoice;
import io.inferbench.core.config.PlanException;
import io.inferbench.core.config.ProviderChoice;
import io.inferbench.core.config.TrialGroup;
import io.inferbench.core.discovery.ProviderCatalog;
import io.inferbench.core.execution.StopSignal;
import io.inferbench.core.plan.PlannedTrial;
import io.inferbench.core.run.TrialProviders;
import io.inferbench.examples.server.LoadedModel;
import io.inferbench.examples.server.OpenAiServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Serves a model over HTTP until it is stopped. */
@Command(
        name = "serve",
        description = {
            "Serves a model that generates over HTTP, in the manner of OpenAI's interface: /v1/completions,"
                    + " /v1/chat/completions, /v1/models, /health. Ctrl-C ends it.",
            "One request at a time; meant to be measured against, not to be put on a network."
        },
        footer = {
            "",
            "  shootout serve --model gpt2 --port 8000",
            "  curl http://127.0.0.1:8000/v1/completions -d '{\"prompt\": \"Once\", \"max_tokens\": 8}'"
        })
public final class ServeCommand implements Callable<Integer> {

    private static final Map<String, String> FLAG_BY_PATH =
            Map.of("trials[0].backends", "--backend", "trials[0].models", "--model");

    @Mixin
    private EngineFlags engines = new EngineFlags();

    @Option(
            names = "--model",
            paramLabel = "NAME",
            defaultValue = "gpt2",
            description = "A model that generates, as 'shootout list' shows them, or a checkpoint folder such as"
                    + " ./gpt2. Default ${DEFAULT-VALUE}.")
    private String model = "";

    @Option(names = "--checkpoint", paramLabel = "DIR", description = "Real weights: config.json and *.safetensors.")
    private @Nullable Path checkpoint;

    @Option(
            names = "--context-length",
            paramLabel = "N",
            description = "Most tokens of prompt and answer. Default: the model's.")
    private @Nullable Integer contextLength;

    @Mixin
    private PrecisionFlags precision = new PrecisionFlags();

    @Option(
            names = "--tokenizer",
            paramLabel = "FILE",
            description = "A tokenizer.json. Default: the checkpoint's; without one a prompt's bytes are its tokens and"
                    + " answers are numbers.")
    private @Nullable Path tokenizer;

    @Option(names = "--seed", paramLabel = "N", description = "Decides weights. Default ${DEFAULT-VALUE}.")
    private long seed = BenchmarkConfig.DEFAULT_SEED;

    @Option(names = "--name", paramLabel = "NAME", description = "What clients call the model. Default: its name.")
    private @Nullable String servedName;

    @Option(names = "--host", defaultValue = "127.0.0.1", description = "Where to listen. Default ${DEFAULT-VALUE}.")
    private String host = "";

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8000",
            description = "0 takes a free one. Default ${DEFAULT-VALUE}.")
    private int port;

    @Mixin
    private ProviderFlags providers = new ProviderFlags();

    @Spec
    private CommandSpec spec;

    /** Creates the command. */
    public ServeCommand() {}

    @Override
    public Integer call() throws RunException, BadInputException, IOException {
        PrintWriter out = spec.commandLine().getOut();
        InetSocketAddress address = address();
        Benchmark benchmark = providers.benchmark(out);
        PlannedTrial trial = plan(benchmark);
        Path workDirectory = Files.createTempDirectory("inferbench-serve");
        // Only if the engine left nothing in it.
        workDirectory.toFile().deleteOnExit();
        try (StopSignal stop = StopSignal.watch();
                LoadedModel loaded = load(trial, benchmark.catalog(), workDirectory);
                OpenAiServer server = serve(loaded, address)) {
            show(out, server, loaded, trial);
            stop.runToEnd(server::awaitClose);
            out.println("Stopping");
            out.flush();
        }
        return ExitCodes.OK;
    }

    private InetSocketAddress address() throws BadInputException {
        if (port < 0 || port > 65_535) {
            throw new BadInputException("--port: should be a whole number from 0 to 65535, not " + port);
        }
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new BadInputException("--host: '" + host + "' is no address of this machine");
        }
        return address;
    }

    /** A plan of one cell: it finds everything that is named, and every mistake in it. */
    private PlannedTrial plan(Benchmark benchmark) throws RunException, BadInputException {
        List<ProviderChoice> backends = engines.choices(benchmark.catalog());
        if (backends.size() != 1) {
            throw new BadInputException("--backend: one serves, not " + backends.size());
        }
        Map<String, String> options =
                contextLength == null ? Map.of() : Map.of("context-length", Integer.toString(contextLength));
        TrialGroup group = TrialGroup.builder()
                .backend(backends.get(0))
                .model(new ModelChoice(model, Optional.ofNullable(checkpoint), options))
                .workload(ProviderChoice.of("synthetic-prompts"))
                .parameter(Parameters.PRECISION, precision.precision().id())
                .build();
        try {
            return benchmark
                    .plan(BenchmarkConfig.builder("serve")
                            .trials(group)
                            .seed(seed)
                            .build())
                    .trials()
                    .get(0);
        } catch (PlanException problems) {
            throw FlagProblems.told(problems, FLAG_BY_PATH);
        }
    }

    private LoadedModel load(PlannedTrial trial, ProviderCatalog catalog, Path workDirectory) throws BadInputException {
        TrialProviders found = TrialProviders.of(trial, catalog);
        Path cache = BenchmarkConfig.builder("serve").build().cacheDirectory();
        PrintWriter err = spec.commandLine().getErr();
        err.println("Loading " + model + " with " + trial.backend().id());
        try {
            return LoadedModel.load(
                    new LoadedModel.Origin(
                            found.models(),
                            trial.model(),
                            precision.precision(),
                            seed,
                            Optional.ofNullable(tokenizer),
                            cache),
                    found.backend(),
                    trial.backend(),
                    workDirectory,
                    new LoadingLines(err));
        } catch (ModelException | BackendException | OptionException unusable) {
            throw new BadInputException(String.valueOf(unusable.getMessage()), unusable);
        }
    }

    private OpenAiServer serve(LoadedModel loaded, InetSocketAddress address) throws BadInputException {
        try {
            return OpenAiServer.start(loaded.session(), name(loaded), loaded.tokenizer(), address);
        } catch (IOException taken) {
            throw new BadInputException(
                    "--host, --port: " + taken.getMessage() + "; choose another, or --port 0 for a free one", taken);
        }
    }

    private String name(LoadedModel loaded) {
        return servedName == null ? loaded.name() : servedName;
    }

    private void show(PrintWriter out, OpenAiServer server, LoadedModel loaded, PlannedTrial trial)
            throws BadInputException {
        GenerationLimits limits = loaded.session().limits();
        out.println("Ready: " + name(loaded) + " at http://" + host + ":"
                + server.address().getPort() + "/v1");
        out.println("  " + precision.precision().id() + " on " + trial.backend().id() + ", context "
                + limits.contextLength()
                + ", "
                + (loaded.tokenizer().isPresent() ? "with its tokenizer" : "without a tokenizer: bytes in, ids out")
                + "; Ctrl-C ends it");
        out.flush();
    }
}
