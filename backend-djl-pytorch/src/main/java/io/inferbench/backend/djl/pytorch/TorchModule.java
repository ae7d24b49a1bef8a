package io.inferbench.backend.djl.pytorch;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtEngine;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import io.inferbench.api.Device;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.SessionSpec;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A module loaded by DJL's PyTorch engine, with the device it lives on. */
final class TorchModule {

    private final String name;
    private final Device device;
    private final Libtorch library;
    private final PtNDManager manager;
    private final PtNDManager host;
    private final PtSymbolBlock block;
    private final Optional<Boolean> graphOptimizer;

    private TorchModule(SessionSpec spec, Device device, Libtorch library, PtNDManager manager, PtSymbolBlock block) {
        this.name = spec.model().name();
        this.device = device;
        this.library = library;
        this.manager = manager;
        this.host = manager.newSubManager(ai.djl.Device.cpu());
        this.block = block;
        this.graphOptimizer = spec.options().find(PytorchOptions.GRAPH_OPTIMIZER);
    }

    /**
     * Loads an archive to a device.
     *
     * @throws BackendException if it cannot be read, or its weights are not where they should be
     */
    static TorchModule load(SessionSpec spec, Path file, Device device, Libtorch library) throws BackendException {
        ai.djl.Device place =
                device.isSamePlaceAs(Device.CPU) ? ai.djl.Device.cpu() : ai.djl.Device.gpu(device.index());
        PtNDManager manager = (PtNDManager) NDManager.newBaseManager(place, PtEngine.ENGINE_NAME);
        try {
            PtSymbolBlock block = JniUtils.loadModule(manager, file, true, new String[0], new String[0], false);
            JniUtils.enableInferenceMode(block);
            TorchModule module = new TorchModule(spec, device, library, manager, block);
            module.requireWeightsInPlace(place);
            return module;
        } catch (EngineException unreadable) {
            manager.close();
            throw new BackendException(
                    "cannot load model '" + spec.model().name() + "' (" + file + ", "
                            + file.toFile().length() + " bytes) to " + device.reference() + " with PyTorch "
                            + library.version() + ": " + firstLine(unreadable)
                            + "; check that it is a whole TorchScript archive (torch.jit.save) of this version or older",
                    unreadable);
        } catch (BackendException | RuntimeException failure) {
            manager.close();
            throw failure;
        }
    }

    private void requireWeightsInPlace(ai.djl.Device place) throws BackendException {
        try (NDList weights = JniUtils.moduleGetParams(block, manager)) {
            for (NDArray weight : weights) {
                if (!weight.getDevice().equals(place)) {
                    throw new BackendException(
                            "asked for model '" + name + "' on " + device.reference() + "; its weight '"
                                    + weight.getName() + "' is on " + weight.getDevice()
                                    + ": save the module without devices in its code");
                }
            }
        }
    }

    String name() {
        return name;
    }

    Device device() {
        return device;
    }

    /** Whether the module works in the host's memory. */
    boolean isOnHost() {
        return device.isSamePlaceAs(Device.CPU);
    }

    /** The CUDA runtime of a module on a GPU. */
    CudaRuntime cuda() {
        return library.cuda().orElseThrow();
    }

    /** Returns a manager for the arrays of one call or run; whoever asked closes it. */
    PtNDManager newScope() {
        return manager.newSubManager(manager.getDevice());
    }

    /** Returns an array that reads and writes this direct memory in the host, as long as the manager is open. */
    PtNDArray overMemory(ByteBuffer bytes, TorchTypes.Layout layout) {
        return host.create(bytes.duplicate().order(bytes.order()), layout.shape(), layout.type());
    }

    /** Returns the array where the module works; copies and waits for the copy unless it is there. */
    PtNDArray inPlace(PtNDArray array, PtNDManager scope) {
        if (isOnHost()) {
            return array;
        }
        PtNDArray there = array.toDevice(scope.getDevice(), true);
        there.attach(scope);
        return there;
    }

    /** Returns the values of an array in the host's memory; waits for the device. Valid while the scope is open. */
    ByteBuffer read(PtNDArray array, PtNDManager scope) {
        PtNDArray here = array;
        if (!isOnHost()) {
            here = array.toDevice(ai.djl.Device.cpu(), true);
            here.attach(scope);
        }
        return here.toByteBuffer(true);
    }

    /** Runs a method on this thread. */
    IValue run(String method, IValue... inputs) {
        // A setting of the thread, not of the module.
        graphOptimizer.ifPresent(JniUtils::setGraphExecutorOptimize);
        return IValueUtils.runMethod(block, method, inputs);
    }

    /** Returns a failure of the engine as one that a user can act on. */
    BackendException failure(String doing, RuntimeException cause) {
        return new BackendException("PyTorch failed to " + doing + " model '" + name + "': " + lastLine(cause), cause);
    }

    private static String firstLine(RuntimeException failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }

    /** TorchScript tells the whole way to the fault first, and the fault last. */
    private static String lastLine(RuntimeException failure) {
        return String.valueOf(failure.getMessage())
                .lines()
                .filter(line -> !line.isBlank())
                .reduce((before, line) -> line)
                .orElse(failure.toString());
    }

    Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>(library.facts());
        facts.put("device.name", device.name());
        facts.put("graph.optimizer", graphOptimizer.map(String::valueOf).orElse("true"));
        return facts;
    }

    void close() {
        block.close();
        manager.close();
    }
}
