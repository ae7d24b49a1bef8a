package io.inferbench.examples.shootout;

import io.inferbench.api.metric.MetricSink;
import io.inferbench.api.metric.SinkException;
import io.inferbench.api.report.RunReport;
import io.inferbench.api.report.TrialResult;
import io.inferbench.core.Benchmark;
import io.inferbench.core.config.ProviderChoice;
import io.inferbench.core.discovery.ProviderCatalog;
import io.inferbench.core.execution.RunSinks;
import io.inferbench.core.merge.MergedRuns;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes every report anew from JSON. */
@Command(
        name = "report",
        description = "Makes pages, charts, summaries and tables anew from the JSON of runs; several runs become one"
                + " report in which machines are kept apart.",
        footer = {
            "",
            "  shootout report results/main-20261122-183756",
            "  shootout report results --results-dir all --engine ort-cpu,ort-djl"
        })
public final class ReportCommand implements Callable<Integer> {

    private static final String JSON = "json";
    private static final Set<String> PAGES = Set.of("html", "markdown", "summary");

    @Parameters(
            arity = "1..*",
            paramLabel = "RESULTS",
            description = "Files report.json, folders of runs, or folders of such folders. Older schemas are read.")
    private List<Path> given = List.of();

    @Option(
            names = "--results-dir",
            paramLabel = "DIR",
            description = "Where to write. Default: of a single run its own folder.")
    private @Nullable Path directory;

    @Option(names = "--engine", paramLabel = "IDS", split = ",", description = "Only these backends. Repeatable.")
    private Set<String> engines = new HashSet<>();

    @Option(names = "--charts-only", description = "Only the charts as files.")
    private boolean chartsOnly;

    @Option(names = "--no-report", description = "No pages and summaries: only tables, charts and JSON.")
    private boolean noReport;

    @Option(
            names = "--sinks",
            paramLabel = "IDS",
            split = ",",
            description = "Exactly these sinks, see 'shootout list'. Default: all but the console; JSON only elsewhere"
                    + " than in the run's own folder.")
    private List<String> sinks = List.of();

    @Mixin
    private ProviderFlags providers = new ProviderFlags();

    @Spec
    private CommandSpec spec;

    /** Creates the command. */
    public ReportCommand() {}

    @Override
    public Integer call() throws BadInputException {
        PrintWriter out = spec.commandLine().getOut();
        List<Path> files = new ArrayList<>();
        for (Path path : given) {
            files.addAll(ReportArguments.files(path));
        }
        Path target = target(files);
        boolean inPlace = directory == null;
        Benchmark benchmark = providers.benchmark(out);
        List<String> chosen = chosen(benchmark.catalog(), inPlace);
        return write(report(files), target, chosen, benchmark.catalog(), out);
    }

    private RunReport report(List<Path> files) throws BadInputException {
        List<RunReport> runs = new ArrayList<>();
        for (Path file : files) {
            runs.add(ReportArguments.read(file));
        }
        RunReport merged = MergedRuns.of(runs);
        if (engines.isEmpty()) {
            return merged;
        }
        Set<String> there = merged.results().stream()
                .map(result -> result.trial().backend())
                .collect(Collectors.toSet());
        if (!there.containsAll(engines)) {
            throw new BadInputException("--engine " + String.join(",", engines) + ": these runs have "
                    + there.stream().sorted().collect(Collectors.joining(", ")));
        }
        return MergedRuns.only(merged, engines);
    }

    private Path target(List<Path> files) throws BadInputException {
        Path single = files.get(0).toAbsolutePath();
        boolean isRun = single.getFileName().toString().startsWith("report.json");
        if (directory == null && (files.size() > 1 || !isRun || !engines.isEmpty())) {
            throw new BadInputException("say with --results-dir where to write: "
                    + (files.size() > 1
                            ? "these are " + files.size() + " runs"
                            : isRun ? "this is a part of the run" : single + " is not in the folder of a run"));
        }
        Path folder = directory == null ? single.getParent() : directory.toAbsolutePath();
        try {
            return Files.createDirectories(folder);
        } catch (IOException refused) {
            throw new BadInputException("--results-dir " + folder + " cannot be made: " + refused, refused);
        }
    }

    private List<String> chosen(ProviderCatalog catalog, boolean inPlace) throws BadInputException {
        if ((chartsOnly && (noReport || !sinks.isEmpty())) || (noReport && !sinks.isEmpty())) {
            throw new BadInputException("--charts-only, --no-report and --sinks exclude each other");
        }
        if (chartsOnly) {
            return List.of("charts");
        }
        if (!sinks.isEmpty()) {
            return sinks;
        }
        return catalog.sinks().all().stream()
                .map(MetricSink::id)
                .filter(id -> !id.equals("console") && !(inPlace && id.equals(JSON)))
                .filter(id -> !(noReport && PAGES.contains(id)))
                .toList();
    }

    private int write(RunReport report, Path target, List<String> chosen, ProviderCatalog catalog, PrintWriter out)
            throws BadInputException {
        List<ProviderChoice> choices = chosen.stream().map(ProviderChoice::of).toList();
        try (RunSinks open = RunSinks.open(choices, catalog, target, out, false)) {
            open.runStarted(report.header());
            for (TrialResult result : report.results()) {
                open.trialFinished(result);
            }
            open.runFinished(report);
            open.files().forEach(out::println);
            open.failures().forEach(failure -> spec.commandLine().getErr().println("shootout: " + failure));
            return open.failures().isEmpty() ? ExitCodes.OK : ExitCodes.INTERNAL;
        } catch (SinkException refused) {
            throw new BadInputException(String.valueOf(refused.getMessage()), refused);
        } finally {
            out.flush();
        }
    }
}
