package io.inferbench.backend.djl.pytorch;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.pytorch.engine.PtEngine;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.pytorch.jni.LibUtils;
import io.inferbench.api.Device;
import io.inferbench.api.backend.Availability;
import io.inferbench.api.backend.Available;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.SessionSpec;
import io.inferbench.api.backend.Unavailable.Reason;
import io.inferbench.api.option.Options;
import io.inferbench.backend.support.DeviceChoice;
import io.inferbench.backend.support.UnavailableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The one libtorch of this process, loaded by DJL. */
final class Libtorch {

    private static final String LIBRARY_PATH = "PYTORCH_LIBRARY_PATH";

    private static @Nullable Libtorch loaded;

    private final Engine engine;
    private final Optional<Path> folder;
    private final Optional<CudaRuntime> cuda;
    private final Optional<Boolean> spinning;

    private Libtorch(Engine engine, Optional<Path> folder, Optional<CudaRuntime> cuda, Optional<Boolean> spinning) {
        this.engine = engine;
        this.folder = folder;
        this.cuda = cuda;
        this.spinning = spinning;
    }

    /**
     * Returns the library, loading it the first time.
     *
     * @throws UnavailableException if it is not there or does not fit, or the process runs another one already
     */
    static synchronized Libtorch load(Options options) throws UnavailableException {
        Optional<Path> wanted = folder(options);
        if (loaded == null) {
            loaded = loadFirst(wanted, options.find(PytorchOptions.SPINNING));
        }
        if (!loaded.folder.equals(wanted)) {
            throw new UnavailableException(
                    Reason.MISCONFIGURED,
                    "asked for " + place(wanted) + "; this process runs " + place(loaded.folder) + " already",
                    "run each library in a fork of its own",
                    null);
        }
        loaded.requireWaiting(options.find(PytorchOptions.SPINNING));
        return loaded;
    }

    /**
     * Answers whether a session could run, loading the library unless this process runs another one already.
     *
     * <p>Forks of one plan may run different libraries; the process that asks for all of them can load the first alone, and
     * looks at the files and devices of the others.
     */
    static synchronized Availability probe(Options options) throws UnavailableException {
        Optional<Path> wanted = folder(options);
        if (loaded == null) {
            loaded = loadFirst(wanted, options.find(PytorchOptions.SPINNING));
        }
        if (loaded.folder.equals(wanted)) {
            return new Available(loaded.version(), loaded.devices(), loaded.facts());
        }
        List<Device> devices = new ArrayList<>(List.of(Device.CPU));
        if (isForCuda(wanted)) {
            devices.addAll(CudaRuntime.load().devices());
        }
        return new Available(MavenCoordinates.libtorch(), devices, Map.of("engine.library", place(wanted)));
    }

    private static boolean isForCuda(Optional<Path> folder) {
        return folder.isPresent() && Files.exists(library(folder.get(), "torch_cuda"));
    }

    private void requireWaiting(Optional<Boolean> wanted) throws UnavailableException {
        if (wanted.isPresent() && !wanted.equals(spinning)) {
            throw new UnavailableException(
                    Reason.MISCONFIGURED,
                    "asked for 'threads.spinning' " + wanted.get() + "; the engine of this process started with "
                            + spinning.map(String::valueOf).orElse("its own choice"),
                    "take a fork for each way of waiting",
                    null);
        }
    }

    private static Libtorch loadFirst(Optional<Path> wanted, Optional<Boolean> spinning) throws UnavailableException {
        if (spinning.isPresent()) {
            OpenMp.setWaiting(spinning.get());
        }
        boolean cuda = isForCuda(wanted);
        quieten();
        if (wanted.isPresent()) {
            setIfAbsent(LIBRARY_PATH, wanted.get().toString());
            setIfAbsent("PYTORCH_VERSION", MavenCoordinates.libtorch());
            // DJL guesses a flavor that no JNI library was built for; there are these two.
            setIfAbsent("PYTORCH_FLAVOR", cuda ? "cu128" : "cpu");
        } else if (Libtorch.class.getClassLoader().getResource(PytorchOptions.NATIVES) == null) {
            throw new UnavailableException(
                    Reason.LIBRARY_MISSING,
                    "no jar on the class path holds libtorch for this platform",
                    "add " + MavenCoordinates.natives() + ", or set 'library.path' to a folder with libtorch "
                            + MavenCoordinates.libtorch(),
                    null);
        }
        String provider = PtEngine.class.getName(); // resolves the class: the engine's name alone is a constant
        try {
            Engine engine = Engine.getEngine(PtEngine.ENGINE_NAME);
            return new Libtorch(engine, wanted, cuda ? Optional.of(CudaRuntime.load()) : Optional.empty(), spinning);
        } catch (EngineException | LinkageError unfit) {
            throw new UnavailableException(
                    Reason.LIBRARY_INCOMPATIBLE,
                    provider + " cannot load " + place(wanted) + ": " + UnavailableException.text(unfit),
                    remedy(wanted, cuda),
                    unfit);
        }
    }

    private static String remedy(Optional<Path> wanted, boolean cuda) {
        if (wanted.isEmpty()) {
            return "let DJL write its natives to " + System.getProperty("user.home")
                    + "/.djl.ai or to the folder in DJL_CACHE_DIR, and see that the versions are "
                    + MavenCoordinates.engine();
        }
        String version = MavenCoordinates.libtorch();
        return cuda
                ? "the NVIDIA driver should be there, 'library.path' should hold libtorch, libtorch_cpu, libtorch_cuda, libc10 and libc10_cuda of PyTorch "
                        + version + ", and LD_LIBRARY_PATH the CUDA 12 libraries it was built with (PyPI's torch=="
                        + version + " and the nvidia-…-cu12 packages that it asks for): backend-djl-pytorch/README.md"
                : "'library.path' should hold libtorch, libtorch_cpu and libc10 of PyTorch " + version;
    }

    /** The folder that was asked for, by option or in DJL's own way. */
    private static Optional<Path> folder(Options options) throws UnavailableException {
        Optional<Path> option = options.find(PytorchOptions.LIBRARY_PATH).map(Libtorch::normal);
        Optional<Path> variable =
                Optional.ofNullable(System.getenv(LIBRARY_PATH)).map(Path::of).map(Libtorch::normal);
        if (option.isPresent() && variable.isPresent() && !option.equals(variable)) {
            throw new UnavailableException(
                    Reason.MISCONFIGURED,
                    "option 'library.path' is " + option.get() + " and the variable " + LIBRARY_PATH + " "
                            + variable.get(),
                    "set one of them, or both alike",
                    null);
        }
        Optional<Path> folder = option.or(() -> variable);
        if (folder.isPresent() && !Files.exists(library(folder.get(), "torch"))) {
            throw new UnavailableException(
                    Reason.LIBRARY_MISSING,
                    (option.isPresent() ? "option 'library.path'" : "the variable " + LIBRARY_PATH)
                            + " asks for another libtorch, and there is no " + library(folder.get(), "torch"),
                    "set " + LIBRARY_PATH + " or 'library.path' to the folder with the libraries of PyTorch "
                            + MavenCoordinates.libtorch() + ", or leave both away to run on the CPU",
                    null);
        }
        return folder;
    }

    private static Path normal(Path path) {
        return path.toAbsolutePath().normalize();
    }

    private static Path library(Path folder, String name) {
        return folder.resolve(System.mapLibraryName(name));
    }

    private static String place(Optional<Path> folder) {
        return folder.map(path -> "the libtorch in " + path).orElse("the libtorch of the class path");
    }

    /** No telemetry and no download, for the whole process; a value the user gave stays. */
    private static void quieten() {
        setIfAbsent("OPT_OUT_TRACKING", "true");
        setIfAbsent("ai.djl.offline", "true");
    }

    private static void setIfAbsent(String name, String value) {
        if (System.getProperty(name) == null) {
            System.setProperty(name, value);
        }
    }

    String version() {
        return engine.getVersion();
    }

    /** Returns every device that this library can run on. */
    List<Device> devices() throws UnavailableException {
        List<Device> devices = new ArrayList<>(List.of(Device.CPU));
        if (cuda.isPresent()) {
            devices.addAll(cuda.get().devices());
        }
        return devices;
    }

    /**
     * Returns the device that was asked for; if none was, the first GPU of a library built for CUDA, else the CPU.
     *
     * @throws BackendException if several were, or one that is not there
     */
    Device chosen(SessionSpec spec) throws BackendException {
        List<Device> found = devices();
        String remedy = " with " + place(folder)
                + (cuda.isEmpty() ? ", which is built for the CPU: set 'library.path' to one built for CUDA" : "");
        return DeviceChoice.of(spec, DjlPytorchBackend.ID, found.get(found.size() > 1 ? 1 : 0), found, remedy);
    }

    /** Returns the CUDA runtime that the library runs on; absent for one built for the CPU. */
    Optional<CudaRuntime> cuda() {
        return cuda;
    }

    /**
     * Sets the numbers of threads, which belong to the process.
     *
     * @throws BackendException if the engine refuses, because it has started with another number
     */
    void setThreads(Options options) throws BackendException {
        try {
            options.find(PytorchOptions.INTRA_THREADS).ifPresent(JniUtils::setNumThreads);
            Optional<Integer> inter = options.find(PytorchOptions.INTER_THREADS);
            if (inter.isPresent() && inter.get() != JniUtils.getNumInteropThreads()) {
                JniUtils.setNumInteropThreads(inter.get());
            }
        } catch (EngineException late) {
            throw new BackendException(
                    "asked for " + options.find(PytorchOptions.INTER_THREADS).orElse(0)
                            + " inter-op threads; the engine of this process runs with "
                            + JniUtils.getNumInteropThreads() + " already: take a fork for each number",
                    late);
        }
    }

    /** Returns what a reader of a report should know. */
    Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("engine.version", version());
        facts.put("engine.library", LibUtils.getLibtorchPath());
        facts.put("djl.version", Engine.getDjlVersion());
        facts.put("threads.intra", Integer.toString(JniUtils.getNumThreads()));
        facts.put("threads.inter", Integer.toString(JniUtils.getNumInteropThreads()));
        spinning.ifPresent(spins -> facts.put("threads.spinning", String.valueOf(spins)));
        cuda.ifPresent(runtime -> facts.putAll(runtime.facts()));
        return facts;
    }
}
