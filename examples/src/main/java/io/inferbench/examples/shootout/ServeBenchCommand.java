package io.inferbench.examples.shootout;

import io.inferbench.api.report.Parameters;
import io.inferbench.core.Benchmark;
import io.inferbench.core.RunException;
import io.inferbench.core.config.AgreementSettings;
import io.inferbench.core.config.BenchmarkConfig;
import io.inferbench.core.config.MeasurementSettings;
import io.inferbench.core.config.ModelChoice;
import io.inferbench.core.config.PlanException;
import io.inferbench.core.config.ProviderChoice;
import io.inferbench.core.config.TrialGroup;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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

/** Measures a server that is there, with the flags that {@code vllm bench serve} has. */
@Command(
        name = "serve-bench",
        description = "Loads an OpenAI-compatible server and measures its answers; the server is there already.",
        footer = {
            "",
            "  shootout serve-bench --model gpt2 --input-len 64 --output-len 32 --max-concurrency \"1;4;16\"",
            "  shootout serve-bench --model llama --request-rate \"2;4;8\" --duration 30s --goodput ttft:500,tpot:50",
            "  shootout serve-bench --model llama --request-rate search:1..64 --goodput e2el:5000 --save-detailed"
        })
public final class ServeBenchCommand implements Callable<Integer> {

    private static final Map<String, String> FLAG_BY_PATH = Map.of(
            "trials[0].parameters." + Parameters.CONCURRENCY,
            "--max-concurrency",
            "trials[0].parameters." + Parameters.RATE,
            "--request-rate",
            "trials[0].parameters." + Parameters.ARRIVALS,
            "--burstiness",
            "trials[0].backends[0]",
            "--base-url and the like",
            "trials[0].models",
            "--model",
            "load.requests",
            "--num-prompts",
            "load.duration",
            "--duration",
            "load.warm_up_requests",
            "--num-warmups",
            "execution.forks",
            "--forks");

    @Option(
            names = {"--base-url", "--url"},
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:8000",
            description = "Where the server is. Default ${DEFAULT-VALUE}.")
    private String url = "";

    @Option(names = "--model", paramLabel = "NAME", required = true, description = "The server's name for its model.")
    private String model = "";

    @Option(
            names = "--tokenizer",
            paramLabel = "FOLDER",
            description = "Folder with the model's tokenizer.json: cuts texts to lengths and counts answers' tokens.")
    private @Nullable Path tokenizer;

    @Option(names = "--chat", description = "Ask at /v1/chat/completions in place of /v1/completions.")
    private boolean chat;

    @Option(
            names = "--option",
            paramLabel = "NAME=VALUE",
            description = "An option of the backend 'openai', which 'shootout list' shows. Repeatable.")
    private Map<String, String> options = new LinkedHashMap<>();

    @Mixin
    private ServedPromptFlags prompts = new ServedPromptFlags();

    @Mixin
    private LoadFlags load = new LoadFlags();

    @Option(names = "--forks", paramLabel = "N", defaultValue = "1", description = "How often to measure all of it.")
    private int forks;

    @Option(names = "--seed", paramLabel = "N", description = "Decides prompts and arrivals. Default 42.")
    private @Nullable Long seed;

    @Option(
            names = "--save-result",
            description = "Also write the files of vllm bench serve and of TensorRT-LLM's benchmark_serving.")
    private boolean saved;

    @Option(names = "--save-detailed", description = "The same, with what each request took.")
    private boolean detailed;

    @Mixin
    private ProviderFlags providers = new ProviderFlags();

    @Mixin
    private OutputFlags output = new OutputFlags();

    @Spec
    private CommandSpec spec;

    /** Creates the command. */
    public ServeBenchCommand() {}

    @Override
    public Integer call() throws RunException, BadInputException {
        PrintWriter out = spec.commandLine().getOut();
        Benchmark benchmark = providers.benchmark(out);
        try {
            return new PlanRun(benchmark, out, spec.commandLine().getErr()).run(config(), output);
        } catch (PlanException problems) {
            throw FlagProblems.told(problems, FLAG_BY_PATH);
        }
    }

    private BenchmarkConfig config() throws BadInputException {
        TrialGroup.Builder group = TrialGroup.builder()
                .backend(new ProviderChoice("openai", backendOptions()))
                .model(new ModelChoice("remote:" + model, Optional.ofNullable(tokenizer), Map.of()))
                .workload(prompts.workload(load.sent(prompts.count())));
        load.parameters().forEach((name, values) -> group.parameter(name, values.toArray(String[]::new)));
        prompts.parameters(generated()).forEach((name, value) -> group.parameter(name, value));
        return BenchmarkConfig.builder("serve")
                .trials(group.build())
                .seed(Optional.ofNullable(seed).orElse(BenchmarkConfig.DEFAULT_SEED))
                .execution(load.execution(forks))
                .measurement(measurement())
                .agreement(agreement())
                .load(load.settings(prompts.count()))
                .sinks(sinks())
                .build();
    }

    /** Vectors and rankings have no length to ask for. */
    private boolean generated() {
        String endpoint = backendOptions().getOrDefault("endpoint", "completions");
        return !endpoint.equals("embeddings") && !endpoint.equals("rerank");
    }

    private Map<String, String> backendOptions() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("url", url);
        if (chat) {
            all.put("endpoint", "chat");
        }
        all.putAll(options);
        return all;
    }

    /** The number of requests is the caller's choice: the interval tells how well the median is known, no rule does. */
    private static MeasurementSettings measurement() {
        MeasurementSettings usual = MeasurementSettings.DEFAULT;
        return new MeasurementSettings(
                1,
                usual.minTime(),
                usual.maxCalls(),
                usual.maxTime(),
                0,
                usual.confidence(),
                usual.coolDown(),
                usual.gpuInterval());
    }

    private static AgreementSettings agreement() {
        AgreementSettings usual = AgreementSettings.DEFAULT;
        return new AgreementSettings(false, Optional.empty(), usual.requests(), usual.tolerances());
    }

    private List<ProviderChoice> sinks() {
        List<ProviderChoice> sinks = new ArrayList<>(OutputFlags.SINKS);
        if (saved || detailed) {
            Map<String, String> how = Map.of("detailed", Boolean.toString(detailed));
            sinks.add(new ProviderChoice("vllm-serve", how));
            sinks.add(new ProviderChoice("trtllm-serve", how));
            sinks.add(ProviderChoice.of("peer-metrics"));
        }
        return sinks;
    }
}
