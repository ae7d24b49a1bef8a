package io.inferbench.examples.shootout;

import io.inferbench.api.report.Parameters;
import io.inferbench.core.RunException;
import io.inferbench.core.config.BenchmarkConfig;
import io.inferbench.core.config.ModelChoice;
import io.inferbench.core.config.ProviderChoice;
import io.inferbench.core.config.TrialGroup;
import io.inferbench.core.discovery.ProviderCatalog;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures any model of the user's. */
@Command(
        name = "model",
        description = "Measures any model file with tensors drawn from the seed; inputs are those of its signature.",
        footer = {
            "",
            "  shootout model --model my.onnx --shape input_ids:4x128 --shape attention_mask:4x128 --range"
                    + " input_ids:0..30522"
        })
public final class ModelCommand implements Callable<Integer> {

    private static final Map<String, String> FLAG_BY_PATH = Map.of(
            "trials[0].backends", "--backend",
            "trials[0].models", "--model",
            "trials[0].workloads", "--shape, --range",
            "trials[0].parameters.batch", "--shape");

    @Option(
            names = "--model",
            required = true,
            paramLabel = "FILE",
            description = "A .onnx, .pt, .engine or .plan file, or a model that 'shootout list' shows.")
    private String model = "";

    @Option(
            names = "--shape",
            paramLabel = "INPUT:4x128",
            description = "Shape of an input with free axes; the first axis is the batch. Repeatable.")
    private List<String> shapes = List.of();

    @Option(
            names = "--range",
            paramLabel = "INPUT:0..9",
            description =
                    "Values of a whole-number input, the end excluded. Repeatable. Default: the vocabulary for token"
                            + " ids, else 0..2.")
    private List<String> ranges = List.of();

    @Mixin
    private EngineFlags engines = new EngineFlags();

    @Mixin
    private MeasureFlags measure = new MeasureFlags();

    @Mixin
    private ProviderFlags providers = new ProviderFlags();

    @Mixin
    private OutputFlags output = new OutputFlags();

    @Spec
    private CommandSpec spec;

    /** Creates the command. */
    public ModelCommand() {}

    @Override
    public Integer call() throws RunException, BadInputException {
        return new FlagRun(spec.commandLine(), providers, output).run(this::config, FLAG_BY_PATH);
    }

    private BenchmarkConfig config(ProviderCatalog catalog) throws BadInputException {
        Map<String, String> options = new LinkedHashMap<>();
        if (!shapes.isEmpty()) {
            options.put("shape", String.join(",", shapes));
        }
        if (!ranges.isEmpty()) {
            options.put("range", String.join(",", ranges));
        }
        TrialGroup group = new TrialGroup(
                engines.choices(catalog),
                List.of(ModelChoice.of(model)),
                List.of(new ProviderChoice("raw-tensors", options)),
                Map.of(Parameters.BATCH, List.of(batch())),
                List.of(),
                List.of());
        return BenchmarkConfig.builder("model")
                .trials(group)
                .seed(measure.seed())
                .execution(measure.execution())
                .warmUp(measure.warmUp())
                .measurement(measure.measurement())
                .sinks(OutputFlags.SINKS)
                .build();
    }

    /** The trial's batch is what the shapes say, so that a report of it tells the truth. */
    private String batch() throws BadInputException {
        Set<String> batches = new LinkedHashSet<>();
        for (String shape : shapes) {
            String axes = shape.substring(shape.lastIndexOf(':') + 1);
            batches.add(axes.contains("x") ? axes.substring(0, axes.indexOf('x')) : axes);
        }
        if (batches.size() > 1) {
            throw new BadInputException("--shape: inputs have different batches, " + String.join(" and ", batches)
                    + "; the first axis of each should be the same");
        }
        return batches.stream().findFirst().orElse("1");
    }
}
