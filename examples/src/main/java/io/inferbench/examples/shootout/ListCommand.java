package io.inferbench.examples.shootout;

import io.inferbench.api.Device;
import io.inferbench.api.Provider;
import io.inferbench.api.backend.Availability;
import io.inferbench.api.backend.Available;
import io.inferbench.api.backend.Backend;
import io.inferbench.api.backend.Unavailable;
import io.inferbench.api.model.ModelSource;
import io.inferbench.api.option.OptionSpec;
import io.inferbench.core.Benchmark;
import io.inferbench.core.RunException;
import io.inferbench.core.config.ProviderChoice;
import io.inferbench.core.discovery.DiscoveryFailure;
import io.inferbench.core.discovery.ProviderCatalog;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows what is on the class path and what of it can run here. */
@Command(
        name = "list",
        description =
                "Shows backends (and for each that cannot run here why not and what to do), models, workloads, sinks,"
                        + " and jars that did not load.")
public final class ListCommand implements Callable<Integer> {

    private static final int NAME_WIDTH = 20;

    @Option(names = "--options", description = "Also shows the options of each.")
    private boolean withOptions;

    @Mixin
    private ProviderFlags providers = new ProviderFlags();

    @Spec
    private CommandSpec spec;

    /** Creates the command. */
    public ListCommand() {}

    @Override
    public Integer call() throws RunException, BadInputException {
        PrintWriter out = spec.commandLine().getOut();
        Benchmark benchmark = providers.benchmark(out);
        ProviderCatalog catalog = benchmark.catalog();
        out.println("Backends");
        for (Backend backend : catalog.backends().all()) {
            show(out, backend);
            show(out, benchmark.probe(ProviderChoice.of(backend.id())));
        }
        out.println("Models");
        for (ModelSource source : catalog.modelSources().all()) {
            show(out, source);
            if (!source.models().isEmpty()) {
                line(out, "", String.join(", ", source.models()));
            }
        }
        out.println("Workloads");
        catalog.workloads().all().forEach(workload -> show(out, workload));
        out.println("Sinks");
        catalog.sinks().all().forEach(sink -> show(out, sink));
        if (!catalog.failures().isEmpty()) {
            out.println("Not loaded");
            for (DiscoveryFailure failure : catalog.failures()) {
                out.println("  " + failure.describe());
            }
        }
        out.flush();
        return ExitCodes.OK;
    }

    private void show(PrintWriter out, Provider provider) {
        line(out, provider.id(), provider.description());
        if (withOptions) {
            for (OptionSpec<?> option : provider.options()) {
                line(
                        out,
                        "",
                        option.name() + ": " + option.help() + " (" + option.typeName() + defaultOf(option) + ")");
            }
        }
    }

    private static String defaultOf(OptionSpec<?> option) {
        return option.defaultValue().map(value -> "; default " + value).orElse("");
    }

    private static void show(PrintWriter out, Availability availability) {
        if (availability instanceof Available available) {
            List<Device> devices = available.devices();
            line(
                    out,
                    "",
                    "AVAILABLE: " + available.engineVersion() + " on "
                            + devices.stream()
                                    .map(device -> (device.reference() + " " + device.name()).strip())
                                    .collect(Collectors.joining(", ")));
        } else if (availability instanceof Unavailable unavailable) {
            line(out, "", "NOT HERE: " + unavailable.explanation());
            line(out, "", "to have it: " + unavailable.remedy());
        }
    }

    private static void line(PrintWriter out, String name, String text) {
        out.println("  " + name + " ".repeat(Math.max(1, NAME_WIDTH - name.length())) + text);
    }
}
