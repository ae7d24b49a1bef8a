package io.inferbench.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferbench.api.Device;
import io.inferbench.api.Provider;
import io.inferbench.api.backend.Availability;
import io.inferbench.api.backend.Available;
import io.inferbench.api.backend.Backend;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.BackendSession;
import io.inferbench.api.backend.SessionSpec;
import io.inferbench.api.backend.Unavailable;
import io.inferbench.api.model.ModelArtifact;
import io.inferbench.api.option.Options;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The rules of every backend: B-00 … B-05, B-12 and B-13 of {@code docs/contract.md}.
 *
 * <p>Extend {@link TensorSessionContract} or {@link GenerationSessionContract}, which add the rules of what a session can
 * do; extend both, in two classes, for a backend that does both. Extend this class for a capability of your own.
 */
public abstract class BackendContract extends ProviderContract {

    /** By kit and backend: probing may take seconds, and each test wants to know. */
    private static final Map<List<Class<?>>, Availability> ANSWERS = new ConcurrentHashMap<>();

    /** A folder of the running test. */
    @TempDir
    Path folder;

    /** Creates the kit; called by JUnit once per test. */
    protected BackendContract() {}

    /** Returns a new instance of the backend, by its public no-argument constructor. */
    protected abstract Backend backend();

    /**
     * Returns what to open: a small model, and the devices and options of the test.
     *
     * @param workDirectory an empty folder that exists, for {@link SessionSpec#builder}
     */
    protected abstract SessionSpec spec(Path workDirectory) throws Exception;

    /** Returns how often B-13 opens and closes a session; less than 50 only where opening takes seconds. */
    protected int openCloseCycles() {
        return 50;
    }

    /** Returns how many bytes of resident memory the process may gain in B-13. */
    protected long allowedGrowthBytes() {
        return 32L << 20;
    }

    /** Returns the device memory in use by this process, for B-13; absent where it cannot be asked for. */
    protected OptionalLong deviceMemoryBytes() {
        return OptionalLong.empty();
    }

    @Override
    final Provider provider() {
        return backend();
    }

    @Override
    final Class<? extends Provider> kind() {
        return Backend.class;
    }

    @Override
    final Set<String> hiddenResources() {
        return backend().engineResources();
    }

    @Test
    @Tag("required")
    @DisplayName("B-02 probe never throws, and answers LIBRARY_MISSING while the engine is absent")
    void probeAnswersWhileTheEngineIsAbsent() throws Exception {
        Backend backend = backend();
        assertThat(backend.formats()).as("formats()").isNotEmpty();
        assertThat(probe(backend, Options.empty())).as("probe()").isNotNull();
        assertThat(probe(backend, spec(folder).options())).as("probe()").isNotNull();
        try (HidingClassLoader loader = HidingClassLoader.without(hiddenResources(), backend.getClass())) {
            Availability answer = probeIn(loader, (Backend) newProvider(loader));
            if (hiddenResources().isEmpty()) {
                return;
            }
            assertThat(answer)
                    .as("probe() while the resources %s are absent", hiddenResources())
                    .isInstanceOfSatisfying(Unavailable.class, unavailable -> {
                        assertThat(unavailable.reason()).as("reason").isEqualTo(Unavailable.Reason.LIBRARY_MISSING);
                        assertThat(unavailable.explanation()).as("explanation").isNotBlank();
                        assertThat(unavailable.remedy()).as("remedy").isNotBlank();
                    });
        }
    }

    @Test
    @Tag("required")
    @DisplayName("B-03 probe gives the same answer twice and leaves no thread behind")
    void probeTwiceGivesTheSameAnswerAndLeavesNoThread() throws Exception {
        Backend backend = backend();
        Options options = spec(folder).options();
        RunningThreads before = RunningThreads.now();
        Availability first = probe(backend, options);
        assertThat(before.startedSince(thread -> !thread.isDaemon()))
                .as("threads that probe() left and that keep the JVM from ending")
                .isEmpty();
        RunningThreads afterFirst = RunningThreads.now();
        Availability second = probe(backend, options);
        Availability third = probe(backend(), options);
        assertThat(summary(second)).as("the second answer").isEqualTo(summary(first));
        assertThat(summary(third)).as("another instance's answer").isEqualTo(summary(first));
        assertThat(afterFirst.startedSince(thread -> true))
                .as("threads that probing again left")
                .isEmpty();
    }

    @Test
    @Tag("required")
    @DisplayName("B-04 open refuses an absent or corrupt model, naming its path")
    void openRefusesAnAbsentOrCorruptModel() throws Exception {
        requireAvailable();
        SessionSpec spec = spec(folder);
        for (ModelArtifact unfit : UnfitModels.like(spec.model(), folder)) {
            String named = unfit.path().map(Path::toString).orElse(unfit.name());
            BackendException refusal = Refusals.expect(
                    BackendException.class,
                    "open() of an absent or corrupt model " + named,
                    () -> openAndClose(SpecVariants.withModel(spec, unfit)));
            assertThat(refusal.getMessage()).as("text of the refusal").contains(named);
        }
        openAndClose(spec);
    }

    @Test
    @Tag("required")
    @DisplayName("B-05 close is idempotent")
    void closeIsIdempotent() throws Exception {
        BackendSession session = open(spec(folder));
        session.close();
        session.close();
        session.close();
    }

    @Test
    @Tag("required")
    @DisplayName("B-12 a session runs on the devices asked for, or open throws")
    void runsWhereItWasAskedToOrThrows() throws Exception {
        List<Device> offered = requireAvailable().devices();
        SessionSpec spec = spec(folder);
        try (BackendSession session = open(spec)) {
            List<String> found = references(session.devices());
            assertThat(found).as("devices()").isNotEmpty();
            assertThat(references(offered)).as("devices that probe() announced").containsAll(found);
            spec.devices()
                    .ifPresent(asked -> assertThat(found)
                            .as("devices() of the session against the devices asked for")
                            .isEqualTo(references(asked)));
            assertThat(session.facts()).as("facts()").isNotNull();
        }
        for (Device absent : List.of(Device.cuda(97), new Device("no-such-device", 0, ""))) {
            BackendException refusal = Refusals.expect(
                    BackendException.class,
                    "open() on the device " + absent.reference() + ", which probe() did not announce,",
                    () -> openAndClose(SpecVariants.withDevices(spec, List.of(absent))));
            assertThat(refusal.getMessage()).as("text of the refusal").contains(absent.reference());
        }
    }

    @Test
    @Tag("stochastic")
    @DisplayName("B-13 opening and closing again and again does not grow native memory")
    void openingAndClosingDoesNotGrowMemory() throws Exception {
        SessionSpec spec = spec(folder);
        open(spec).close();
        MemoryGrowth growth = new MemoryGrowth(allowedGrowthBytes(), this::deviceMemoryBytes);
        growth.assertNoneAfter(openCloseCycles(), "open and close", () -> {
            try (BackendSession session = backend().open(spec)) {
                useOnce(session);
            }
        });
    }

    /** Uses an open session once in the way of its capability. */
    void useOnce(BackendSession session) throws Exception {}

    /** Opens a session; aborts or fails the test where the backend cannot run. */
    protected final BackendSession open(SessionSpec spec) throws BackendException {
        requireAvailable();
        return backend().open(spec);
    }

    /** Returns what is available; aborts or fails the test where the backend cannot run. */
    final Available requireAvailable() {
        Availability answer =
                ANSWERS.computeIfAbsent(List.of(getClass(), backend().getClass()), types -> probeWithOptionsOfSpec());
        if (answer instanceof Available available) {
            return available;
        }
        Unavailable unavailable = (Unavailable) answer;
        String text = "'" + backend().id() + "' cannot run here (" + unavailable.reason() + "): "
                + unavailable.explanation() + " Remedy: " + unavailable.remedy();
        assertThat(Boolean.getBoolean("inferbench.tck.requireAvailable"))
                .as("%s [failed because inferbench.tck.requireAvailable is set]", text)
                .isFalse();
        return Assumptions.abort(text);
    }

    private Availability probeWithOptionsOfSpec() {
        try {
            return probe(backend(), spec(folder).options());
        } catch (Exception unfitSpec) {
            throw new AssertionError("spec() threw " + unfitSpec, unfitSpec);
        }
    }

    private void openAndClose(SessionSpec spec) throws BackendException {
        backend().open(spec).close();
    }

    private static Availability probe(Backend backend, Options options) {
        try {
            return backend.probe(options);
        } catch (RuntimeException | LinkageError | AssertionError thrown) {
            throw new AssertionError("probe() must answer, not throw " + thrown, thrown);
        }
    }

    private static Availability probeIn(HidingClassLoader loader, Backend backend) {
        Thread thread = Thread.currentThread();
        ClassLoader usual = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return probe(backend, Options.empty());
        } finally {
            thread.setContextClassLoader(usual);
        }
    }

    /** What must stay the same from probe to probe; further facts may be figures of the moment. */
    private static List<String> summary(Availability answer) {
        List<String> parts = new ArrayList<>();
        if (answer instanceof Available available) {
            parts.add("available, engine version " + available.engineVersion());
            parts.addAll(references(available.devices()));
        } else if (answer instanceof Unavailable unavailable) {
            parts.add("unavailable, " + unavailable.reason());
            parts.add(unavailable.remedy());
        }
        return parts;
    }

    private static List<String> references(List<Device> devices) {
        return devices.stream().map(Device::reference).toList();
    }
}
