package io.inferbench.examples.shootout;

import io.inferbench.api.report.Parameters;
import io.inferbench.core.RunException;
import io.inferbench.core.config.BenchmarkConfig;
import io.inferbench.core.config.ModelChoice;
import io.inferbench.core.config.ProviderChoice;
import io.inferbench.core.config.TrialGroup;
import io.inferbench.core.discovery.ProviderCatalog;
import java.nio.file.Path;
import java.util.HashMap;
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

/** Measures an encoder with the flags that Python harnesses have. */
@Command(
        name = "bert",
        description = "Measures a BERT model: seeded weights, a checkpoint folder or an ONNX file; synthetic tokens or"
                + " sentences.",
        footer = {
            "",
            "  shootout bert --backend ort-cpu,ort-djl --batch 1,8 --seq-len 128",
            "  shootout bert --model bert-large --fp16 --warmup 20 --iters 200 --csv bert.csv"
        })
public final class BertCommand implements Callable<Integer> {

    private static final Map<String, String> FLAG_BY_PATH = Map.of(
            "trials[0].backends", "--backend",
            "trials[0].models", "--model",
            "trials[0].workloads", "--sentences",
            "trials[0].parameters.batch", "--batch",
            "trials[0].parameters.sequence_length", "--seq-len",
            "trials[0].parameters.precision", "--fp16");

    @Mixin
    private EngineFlags engines = new EngineFlags();

    @Option(
            names = "--model",
            paramLabel = "NAME",
            defaultValue = "bert-base",
            description = "bert-base, bert-large, bert-tiny, all-minilm-l6-v2. Default ${DEFAULT-VALUE}.")
    private String model = "";

    @Option(names = "--checkpoint", paramLabel = "DIR", description = "Real weights: config.json and *.safetensors.")
    private @Nullable Path checkpoint;

    @Option(names = "--onnx", paramLabel = "FILE", description = "This model file in place of --model.")
    private @Nullable Path onnx;

    @Option(
            names = "--seq-len",
            paramLabel = "N",
            defaultValue = "128",
            converter = SeparatedList.Converter.class,
            description = "Tokens per sequence; several values are swept. Default ${DEFAULT-VALUE}.")
    private SeparatedList sequenceLengths = new SeparatedList(List.of());

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "1",
            converter = SeparatedList.Converter.class,
            description = "Sequences per call; several values are swept. Default ${DEFAULT-VALUE}.")
    private SeparatedList batches = new SeparatedList(List.of());

    @Option(names = "--fp16", description = "Half precision in place of single.")
    private boolean halfPrecision;

    @Option(
            names = "--sentences",
            paramLabel = "FILE",
            description =
                    "Real text (.tsv, .jsonl, .txt) in place of synthetic tokens; needs a model with a tokenizer.")
    private @Nullable Path sentences;

    @Mixin
    private MeasureFlags measure = new MeasureFlags();

    @Mixin
    private ProviderFlags providers = new ProviderFlags();

    @Mixin
    private OutputFlags output = new OutputFlags();

    @Spec
    private CommandSpec spec;

    /** Creates the command. */
    public BertCommand() {}

    @Override
    public Integer call() throws RunException, BadInputException {
        Map<String, String> flags = new HashMap<>(FLAG_BY_PATH);
        if (onnx != null) {
            flags.put("trials[0].models", "--onnx");
        }
        return new FlagRun(spec.commandLine(), providers, output).run(this::config, flags);
    }

    private BenchmarkConfig config(ProviderCatalog catalog) throws BadInputException {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        parameters.put(Parameters.BATCH, batches.values());
        parameters.put(Parameters.SEQUENCE_LENGTH, sequenceLengths.values());
        parameters.put(Parameters.PRECISION, List.of(halfPrecision ? "fp16" : "fp32"));
        TrialGroup group = new TrialGroup(
                engines.choices(catalog), List.of(model()), List.of(workload()), parameters, List.of(), List.of());
        return BenchmarkConfig.builder("bert")
                .trials(group)
                .seed(measure.seed())
                .execution(measure.execution())
                .warmUp(measure.warmUp())
                .measurement(measure.measurement())
                .sinks(OutputFlags.SINKS)
                .build();
    }

    private ModelChoice model() throws BadInputException {
        if (onnx == null) {
            return new ModelChoice(model, Optional.ofNullable(checkpoint), Map.of());
        }
        if (checkpoint != null) {
            throw new BadInputException("--onnx brings its own weights; leave --checkpoint out");
        }
        return ModelChoice.of(onnx.toString());
    }

    private ProviderChoice workload() {
        return sentences == null
                ? ProviderChoice.of("synthetic-tokens")
                : new ProviderChoice("text-classification", Map.of("file", sentences.toString()));
    }
}
