package io.inferbench.core;

import io.inferbench.api.Provider;
import io.inferbench.api.backend.Availability;
import io.inferbench.api.metric.SinkException;
import io.inferbench.api.report.RunHeader;
import io.inferbench.api.report.RunReport;
import io.inferbench.core.config.BenchmarkConfig;
import io.inferbench.core.config.ExecutionSettings;
import io.inferbench.core.config.PlanException;
import io.inferbench.core.config.ProviderChoice;
import io.inferbench.core.discovery.ProviderCatalog;
import io.inferbench.core.execution.PlanExecution;
import io.inferbench.core.execution.RunSetting;
import io.inferbench.core.execution.RunSinks;
import io.inferbench.core.execution.StopSignal;
import io.inferbench.core.journal.InterruptedRun;
import io.inferbench.core.journal.Journal;
import io.inferbench.core.journal.LatestRun;
import io.inferbench.core.journal.RunFolder;
import io.inferbench.core.json.ReportJson;
import io.inferbench.core.plan.BenchmarkPlan;
import io.inferbench.core.plan.Planner;
import io.inferbench.core.summary.Rankings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs plans.
 *
 * <p>Immutable; one run at a time per process, or they disturb each other.
 */
public final class Benchmark {

    private final ProviderCatalog catalog;
    private final Processes processes;
    private final Appendable console;
    private final boolean interactive;
    private final boolean watched;

    private Benchmark(Builder builder) {
        this.catalog = builder.catalog.build();
        this.processes = new Processes(catalog, builder.searched, builder.added);
        this.console = builder.console;
        this.interactive = builder.interactive;
        this.watched = builder.watched;
    }

    /** Returns a benchmark with everything on the class path of this thread, silent. */
    public static Benchmark create() {
        return builder().discover().build();
    }

    /** Returns a builder with no provider yet. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns what may be named in plans, and what did not load. */
    public ProviderCatalog catalog() {
        return catalog;
    }

    /**
     * Runs a plan and puts its results away.
     *
     * <p>Whatever an engine does is a row of the report. If the calling thread is interrupted, or the process is asked to
     * end, the running fork is stopped and the report says INTERRUPTED.
     *
     * @throws PlanException if the plan cannot be run, with every reason; nothing was started then
     * @throws RunException if results cannot be kept
     */
    public RunOutcome run(BenchmarkConfig config) throws PlanException, RunException {
        BenchmarkPlan plan = plan(config);
        Instant startedAt = Instant.now();
        try {
            RunFolder folder = RunFolder.create(config.resultsDirectory(), config.name(), startedAt);
            RunHeader header = Headers.of(plan, folder.runId(), startedAt, catalog, watched);
            return execute(plan, folder, header, Optional.empty());
        } catch (IOException unwritable) {
            throw new RunException(String.valueOf(unwritable.getMessage()), unwritable);
        }
    }

    /**
     * Finishes a run that was interrupted: forks that came to an end are not repeated.
     *
     * @param config the same plan
     * @param directory of the run, as {@link RunOutcome#directory} named it
     * @throws PlanException if the plan cannot be run
     * @throws RunException if that run had another plan, or its journal cannot be read
     */
    public RunOutcome resume(BenchmarkConfig config, Path directory) throws PlanException, RunException {
        BenchmarkPlan plan = plan(config);
        RunFolder folder = new RunFolder(directory.toAbsolutePath());
        try {
            InterruptedRun earlier = InterruptedRun.read(folder);
            Headers.requireSamePlan(plan, earlier.header(), catalog);
            return execute(plan, folder, earlier.header(), Optional.of(earlier));
        } catch (IOException unreadable) {
            throw new RunException(String.valueOf(unreadable.getMessage()), unreadable);
        }
    }

    /**
     * Decides what a plan would do, without doing it.
     *
     * @throws PlanException if the plan cannot be run, with every reason
     * @throws RunException if backends cannot be asked in child processes
     */
    public BenchmarkPlan plan(BenchmarkConfig config) throws PlanException, RunException {
        return new Planner(catalog, processes.prober(config.execution())).plan(config);
    }

    /**
     * Asks whether a backend can run here, in a child process: some cannot be asked in one process, one after the other.
     *
     * @throws RunException if it cannot be asked in a child process
     */
    public Availability probe(ProviderChoice backend) throws RunException {
        return processes.prober(ExecutionSettings.DEFAULT).probe(backend);
    }

    private RunOutcome execute(BenchmarkPlan plan, RunFolder folder, RunHeader header, Optional<InterruptedRun> earlier)
            throws RunException {
        try (StopSignal stop = StopSignal.watch();
                RunSinks sinks = RunSinks.open(plan.sinks(), catalog, folder.path(), console, interactive);
                Journal journal = earlier.isPresent() ? earlier.get().goOn() : Journal.begin(folder, header)) {
            sinks.runStarted(header);
            PlanExecution execution = new PlanExecution(
                    plan,
                    new RunSetting(folder, header, watched),
                    processes.runner(plan.config().execution()),
                    journal,
                    sinks);
            boolean finished = stop.runToEnd(() -> execution.run(earlier));
            RunReport report = new RunReport(
                    ReportJson.SCHEMA,
                    header,
                    Instant.now(),
                    finished ? RunReport.Status.FINISHED : RunReport.Status.INTERRUPTED,
                    execution.results(),
                    new Rankings(plan.config()).of(execution.results()));
            sinks.runFinished(report);
            List<String> failures = new ArrayList<>(sinks.failures());
            LatestRun.publish(folder, sinks.files()).ifPresent(failures::add);
            return new RunOutcome(report, folder.path(), sinks.files(), failures);
        } catch (UncheckedIOException full) {
            throw new RunException(full.getMessage() + ": " + full.getCause(), full);
        } catch (IOException full) {
            throw new RunException(
                    "the run stopped, because its folder " + folder.path() + " cannot be written (" + full
                            + "); make room there, then resume it: what had ended by then is kept",
                    full);
        } catch (SinkException unwritable) {
            folder.removeIfEmpty();
            throw new RunException(String.valueOf(unwritable.getMessage()), unwritable);
        }
    }

    /** Builds a {@link Benchmark}. */
    public static final class Builder {

        private final ProviderCatalog.Builder catalog = ProviderCatalog.builder();
        private final List<ClassLoader> searched = new ArrayList<>();
        private final List<Provider> added = new ArrayList<>();
        private Appendable console = new StringBuilder();
        private boolean interactive;
        private boolean watched = true;

        private Builder() {}

        /** Adds everything registered where this thread's context class loader sees it. */
        public Builder discover() {
            ClassLoader context = Thread.currentThread().getContextClassLoader();
            return discover(context == null ? ClassLoader.getSystemClassLoader() : context);
        }

        /** Adds everything registered where this class loader sees it. */
        public Builder discover(ClassLoader classLoader) {
            catalog.search(classLoader);
            searched.add(classLoader);
            return this;
        }

        /**
         * Adds a provider that need not be registered anywhere.
         *
         * <p>A child process constructs it anew: for forks its class and its constructor without parameters are public.
         */
        public Builder add(Provider provider) {
            catalog.add(provider);
            added.add(provider);
            return this;
        }

        /**
         * Sets where text for a person goes.
         *
         * @param isInteractive whether a person watches: a line may be rewritten in place
         */
        public Builder console(Appendable out, boolean isInteractive) {
            this.console = out;
            this.interactive = isInteractive;
            return this;
        }

        /** Leaves ledger and samplers out, so that a test's verdict does not depend on what else the machine does. */
        Builder unwatched() {
            this.watched = false;
            return this;
        }

        /** Returns the benchmark. */
        public Benchmark build() {
            return new Benchmark(this);
        }
    }
}
