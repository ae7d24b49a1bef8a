package io.inferbench.examples.shootout;

import io.inferbench.api.report.Parameters;
import io.inferbench.core.RunException;
import io.inferbench.core.config.BenchmarkConfig;
import io.inferbench.core.config.ModelChoice;
import io.inferbench.core.config.TrialGroup;
import io.inferbench.core.discovery.ProviderCatalog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
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

/** Measures text generation with the flags that Python harnesses have. */
@Command(
        name = "gpt2",
        description = "Measures a model that generates: prefill, each decode step, whole answers.",
        footer = {
            "",
            "  shootout gpt2 --seq-len 256 --gen-tokens 64 --batch \"1;2\"",
            "  shootout gpt2 --checkpoint ./gpt2 --prompts questions.jsonl --recorded-lengths --temperature 0.8",
            "  shootout gpt2 --model gpt-350m --input-output-len \"60,20;128,20\" --batch \"1;8;64\" --csv gpt.csv"
        })
public final class Gpt2Command implements Callable<Integer> {

    private static final String LENGTHS = Parameters.SEQUENCE_LENGTH + "," + Parameters.NEW_TOKENS;
    private static final String DEFAULT_LENGTH = "128";
    private static final int GPT2_CONTEXT = 1024;

    private static final Map<String, String> FLAG_BY_PATH = Map.of(
            "trials[0].backends",
            "--backend",
            "trials[0].models",
            "--model",
            "trials[0].parameters.batch",
            "--batch",
            "trials[0].parameters." + LENGTHS,
            "--seq-len, --gen-tokens, --input-output-len",
            "trials[0].parameters.new_tokens",
            "--gen-tokens",
            "trials[0].parameters.precision",
            "--fp16, --bf16");

    @Mixin
    private EngineFlags engines = new EngineFlags();

    @Option(
            names = "--model",
            paramLabel = "NAME",
            defaultValue = "gpt2",
            description =
                    "gpt2, gpt2-medium, gpt2-large, gpt2-xl, distilgpt2, gpt-350m, or another that 'shootout list'"
                            + " shows. Default ${DEFAULT-VALUE}.")
    private String model = "";

    @Option(names = "--checkpoint", paramLabel = "DIR", description = "Real weights: config.json and *.safetensors.")
    private @Nullable Path checkpoint;

    @Option(
            names = "--seq-len",
            paramLabel = "N",
            converter = SeparatedList.Converter.class,
            description = "Tokens of a sequence in all: the prompt has N less --gen-tokens. Several values are swept."
                    + " Default 128.")
    private @Nullable SeparatedList sequenceLengths;

    @Option(
            names = "--gen-tokens",
            paramLabel = "N",
            defaultValue = "32",
            description = "Tokens to generate per sequence. Default ${DEFAULT-VALUE}.")
    private int newTokens;

    @Option(
            names = "--input-output-len",
            paramLabel = "\"IN,OUT;IN,OUT\"",
            converter = LengthPair.ListConverter.class,
            description = "Pairs of prompt and generated tokens, in place of --seq-len and --gen-tokens.")
    private @Nullable List<LengthPair> pairs;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "1",
            converter = SeparatedList.Converter.class,
            description = "Sequences at a time; several values are swept. Default ${DEFAULT-VALUE}.")
    private SeparatedList batches = new SeparatedList(List.of());

    @Option(
            names = "--context-length",
            paramLabel = "N",
            description = "Positions that the model has. Default: its own, or what the longest sequence needs.")
    private @Nullable Integer contextLength;

    @Mixin
    private PrecisionFlags precision = new PrecisionFlags();

    @Mixin
    private PromptFlags prompts = new PromptFlags();

    @Mixin
    private MeasureFlags measure = new MeasureFlags();

    @Mixin
    private ProviderFlags providers = new ProviderFlags();

    @Mixin
    private OutputFlags output = new OutputFlags();

    @Spec
    private CommandSpec spec;

    /** Creates the command. */
    public Gpt2Command() {}

    @Override
    public Integer call() throws RunException, BadInputException {
        Map<String, String> flags = new HashMap<>(FLAG_BY_PATH);
        flags.putAll(PromptFlags.FLAG_BY_PATH);
        return new FlagRun(spec.commandLine(), providers, output).run(this::config, flags);
    }

    private BenchmarkConfig config(ProviderCatalog catalog) throws BadInputException {
        prompts.check(sequenceLengths != null || pairs != null);
        TrialGroup.Builder group = TrialGroup.builder()
                .workload(prompts.workload())
                .parameter(Parameters.BATCH, batches.values().toArray(String[]::new))
                .parameter(Parameters.PRECISION, precision.precision().id());
        List<LengthPair> lengths = addLengths(group);
        group.model(new ModelChoice(model, Optional.ofNullable(checkpoint), modelOptions(lengths)));
        engines.choices(catalog).forEach(group::backend);
        return BenchmarkConfig.builder("gpt2")
                .trials(group.build())
                .seed(measure.seed())
                .execution(measure.execution())
                .warmUp(measure.warmUp())
                .measurement(measure.measurement())
                .sinks(OutputFlags.SINKS)
                .build();
    }

    /** Adds the lengths that flags fix; what the prompts decide themselves is no parameter. */
    private List<LengthPair> addLengths(TrialGroup.Builder group) throws BadInputException {
        boolean free = prompts.decideInputLengths() && sequenceLengths == null && pairs == null;
        List<LengthPair> lengths = free ? List.of() : lengths();
        if (!prompts.decideOutputLengths()) {
            if (free) {
                group.parameter(Parameters.NEW_TOKENS, Integer.toString(newTokens));
            } else {
                group.parameter(
                        LENGTHS, lengths.stream().map(LengthPair::toString).toArray(String[]::new));
            }
        } else if (!free) {
            group.parameter(
                    Parameters.SEQUENCE_LENGTH,
                    lengths.stream()
                            .map(pair -> Integer.toString(pair.prompt()))
                            .toArray(String[]::new));
        }
        return lengths;
    }

    private List<LengthPair> lengths() throws BadInputException {
        if (pairs != null) {
            return pairs;
        }
        List<LengthPair> lengths = new ArrayList<>();
        List<String> totals = sequenceLengths == null ? List.of(DEFAULT_LENGTH) : sequenceLengths.values();
        for (String text : totals) {
            try {
                lengths.add(new LengthPair(Integer.parseInt(text) - newTokens, newTokens));
            } catch (IllegalArgumentException unfit) {
                throw new BadInputException("--seq-len: should be whole numbers above --gen-tokens " + newTokens
                        + ", which are at least 1; '" + text + "' is not");
            }
        }
        return lengths;
    }

    /** Longer sequences than GPT-2 was made for get the positions they need. */
    private Map<String, String> modelOptions(List<LengthPair> lengths) {
        int longest = lengths.stream().mapToInt(LengthPair::total).max().orElse(0);
        if (contextLength != null) {
            return Map.of("context-length", Integer.toString(contextLength));
        }
        return longest > GPT2_CONTEXT ? Map.of("context-length", Integer.toString(longest)) : Map.of();
    }
}
