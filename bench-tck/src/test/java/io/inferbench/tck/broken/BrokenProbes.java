package io.inferbench.tck.broken;

import io.inferbench.api.Device;
import io.inferbench.api.backend.Availability;
import io.inferbench.api.backend.Available;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.BackendSession;
import io.inferbench.api.backend.SessionSpec;
import io.inferbench.api.backend.TensorSession;
import io.inferbench.api.backend.Unavailable;
import io.inferbench.api.model.ModelArtifact;
import io.inferbench.api.option.OptionSpec;
import io.inferbench.api.option.Options;
import io.inferbench.tck.engine.Engine;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Backends that are broken before a session is open. */
public final class BrokenProbes {

    /** Ends the threads that broken probes left. */
    public static final CountDownLatch END_OF_TEST = new CountDownLatch(1);

    private static final Set<String> ENGINE = Set.of("io/inferbench/tck/engine/");

    private BrokenProbes() {}

    @Breaks("B-00")
    public static final class Unregistered extends TamperedBackend {}

    @Breaks({"B-00", "B-02"})
    public static final class NeedsEngineToBeMade extends TamperedBackend {
        private final String version = Engine.version();

        @Override
        public String description() {
            return version;
        }

        @Override
        public Set<String> engineResources() {
            return ENGINE;
        }
    }

    @Breaks("B-00")
    public static final class DescribedByEngine extends TamperedBackend {
        @Override
        public String description() {
            return "engine " + Engine.version();
        }

        @Override
        public Availability probe(Options options) {
            return answerOfEngine();
        }

        @Override
        public Set<String> engineResources() {
            return ENGINE;
        }
    }

    @Breaks("B-01")
    public static final class MalformedId extends TamperedBackend {
        @Override
        public String id() {
            return "Malformed_Id";
        }
    }

    @Breaks("B-01")
    public static final class TakenId extends TamperedBackend {
        @Override
        public String id() {
            return "taken-id";
        }
    }

    @Breaks("B-01")
    public static final class SameIdAgain extends TamperedBackend {
        @Override
        public String id() {
            return "taken-id";
        }
    }

    @Breaks("B-01")
    public static final class UnexplainedOption extends TamperedBackend {
        @Override
        public List<OptionSpec<?>> options() {
            return List.of(OptionSpec.text("mode", " "));
        }
    }

    @Breaks("B-02")
    public static final class ThrowsWithoutEngine extends TamperedBackend {
        @Override
        public Availability probe(Options options) {
            return new Available(Engine.version(), List.of(Device.CPU), Map.of());
        }

        @Override
        public Set<String> engineResources() {
            return ENGINE;
        }
    }

    @Breaks("B-02")
    public static final class MisnamesTheTrouble extends TamperedBackend {
        @Override
        public Availability probe(Options options) {
            return answerOfEngine() instanceof Available available
                    ? available
                    : Unavailable.of(Unavailable.Reason.NO_DEVICE, "no device was found", "install one");
        }

        @Override
        public Set<String> engineResources() {
            return ENGINE;
        }
    }

    @Breaks("B-02")
    public static final class AvailableRegardless extends TamperedBackend {
        @Override
        public Set<String> engineResources() {
            return ENGINE;
        }
    }

    @Breaks("B-03")
    public static final class ChangesItsAnswer extends TamperedBackend {
        private static final AtomicInteger PROBES = new AtomicInteger();

        @Override
        public Availability probe(Options options) {
            return new Available("1." + PROBES.incrementAndGet(), List.of(Device.CPU), Map.of());
        }
    }

    @Breaks("B-03")
    public static final class LeavesThreads extends TamperedBackend {
        @Override
        public Availability probe(Options options) {
            leaveThread(true);
            return super.probe(options);
        }
    }

    @Breaks("B-03")
    public static final class KeepsTheJvmAlive extends TamperedBackend {
        @Override
        public Availability probe(Options options) {
            leaveThread(false);
            return super.probe(options);
        }
    }

    @Breaks("B-04")
    public static final class MakesUpAModel extends TamperedBackend {
        @Override
        public BackendSession open(SessionSpec spec) throws BackendException {
            boolean absent = spec.model().path().filter(Files::exists).isEmpty();
            return absent ? session(null) : super.open(spec);
        }

        @Override
        TensorSession session(TensorSession opened) {
            return opened == null ? new Nothing() : super.session(opened);
        }
    }

    @Breaks("B-04")
    public static final class ForgetsThePath extends TamperedBackend {
        @Override
        public BackendSession open(SessionSpec spec) throws BackendException {
            try {
                return super.open(spec);
            } catch (BackendException failed) {
                if (spec.devices().isPresent()) {
                    throw failed;
                }
                throw new BackendException("the model cannot be read", failed);
            }
        }
    }

    @Breaks("B-12")
    public static final class FallsBackSilently extends TamperedBackend {
        @Override
        public BackendSession open(SessionSpec spec) throws BackendException {
            ModelArtifact model = spec.model();
            return super.open(SessionSpec.builder(model, spec.workDirectory())
                    .options(spec.options())
                    .build());
        }
    }

    @Breaks("B-12")
    public static final class NamesAnotherDevice extends TamperedBackend {
        @Override
        TensorSession session(TensorSession opened) {
            return new Session(opened) {
                @Override
                public List<Device> devices() {
                    return List.of(Device.cuda(0));
                }
            };
        }
    }

    private static final class Nothing extends TamperedBackend.Session {
        Nothing() {
            super(null);
        }

        @Override
        public void close() {
            // There is nothing.
        }
    }

    private static Availability answerOfEngine() {
        try {
            return new Available(Engine.version(), List.of(Device.CPU), Map.of());
        } catch (NoClassDefFoundError absent) {
            return Unavailable.of(
                    Unavailable.Reason.LIBRARY_MISSING, "the engine's classes are absent", "add the engine's jar");
        }
    }

    private static void leaveThread(boolean daemon) {
        Thread thread = new Thread(
                () -> {
                    try {
                        END_OF_TEST.await();
                    } catch (InterruptedException ended) {
                        Thread.currentThread().interrupt();
                    }
                },
                "left by a broken probe");
        thread.setDaemon(daemon);
        thread.start();
    }
}
