package io.inferbench.backend.djl.pytorch;

import io.inferbench.api.ElementType;
import io.inferbench.api.ModelSignature;
import io.inferbench.api.Tensor;
import io.inferbench.api.TensorSpec;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.EngineTimed;
import io.inferbench.api.backend.InferenceRequest;
import io.inferbench.api.backend.TensorCall;
import io.inferbench.backend.support.NativeGate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A request bound to a module. */
final class TorchTensorCall implements TensorCall, EngineTimed {

    private final TorchModule module;
    private final ModelSignature signature;
    private final NativeGate gate;
    private final ForwardRun forward;
    private final CudaRuntime.@Nullable Stopwatch stopwatch;
    private long deviceNanos;
    private boolean ran;
    private boolean checked;

    /**
     * Binds a request that fits the signature.
     *
     * @param sessionGate entered by the caller
     */
    TorchTensorCall(TorchModule module, ModelSignature signature, InferenceRequest request, NativeGate sessionGate) {
        this.module = module;
        this.signature = signature;
        List<Tensor> inputs = signature.inputs().stream()
                .map(spec -> request.input(spec.name()).orElseThrow())
                .toList();
        this.forward = new ForwardRun(module, inputs);
        if (module.isOnHost()) {
            this.stopwatch = null;
        } else {
            module.cuda().makeCurrent(module.device().index());
            this.stopwatch = module.cuda().newStopwatch();
        }
        this.gate = sessionGate.part("the call of model '" + module.name() + "'", this::free);
    }

    @Override
    public void run() throws BackendException {
        gate.enter();
        try {
            ran = false;
            if (stopwatch == null) {
                forward.run();
            } else {
                module.cuda().makeCurrent(module.device().index());
                stopwatch.begin();
                forward.run();
                stopwatch.end();
                deviceNanos = stopwatch.nanos();
            }
            if (!checked) {
                requireSigned();
                checked = true;
            }
            ran = true;
        } catch (RuntimeException failure) {
            throw module.failure("run", failure);
        } finally {
            gate.leave();
        }
    }

    /** The first outputs are what the signature says, or the user said it wrong. */
    private void requireSigned() throws BackendException {
        List<TensorSpec> said = signature.outputs();
        if (forward.outputCount() != said.size()) {
            throw new BackendException("model '" + module.name() + "' gave " + forward.outputCount() + " outputs; "
                    + said + " were said to come");
        }
        for (int index = 0; index < said.size(); index++) {
            TensorSpec spec = said.get(index);
            Optional<Tensor> given = forward.type(index).map(typed(index, spec.name()));
            if (given.isEmpty() || !given.get().matches(spec)) {
                throw new BackendException("output " + index + " of model '" + module.name() + "' should be " + spec
                        + " and is " + given.map(Tensor::toString).orElse("of a type that DJL does not carry")
                        + "; correct '" + PytorchOptions.OUTPUTS.name() + "'");
            }
        }
    }

    private Function<ElementType, Tensor> typed(int index, String name) {
        return type -> forward.tensor(index, name, type);
    }

    @Override
    public List<Tensor> outputs() {
        gate.enter();
        try {
            if (!ran) {
                throw new IllegalStateException("no run of model '" + module.name() + "' to read outputs of");
            }
            List<TensorSpec> specs = signature.outputs();
            List<Tensor> outputs = new ArrayList<>(specs.size());
            for (int index = 0; index < specs.size(); index++) {
                outputs.add(forward.tensor(
                        index, specs.get(index).name(), specs.get(index).type()));
            }
            return List.copyOf(outputs);
        } finally {
            gate.leave();
        }
    }

    /** The time inside {@code forward}: on the CPU all of the work, on a GPU the giving of it. */
    @Override
    public long engineNanos() {
        return forward.forwardNanos();
    }

    /** The time that a GPU took for the latest run. */
    long deviceNanos() {
        return deviceNanos;
    }

    /** The time until a GPU had all of its work. */
    long enqueueNanos() {
        return forward.submittedNanos();
    }

    @Override
    public void close() {
        gate.close();
    }

    private void free() {
        forward.close();
        if (stopwatch != null) {
            stopwatch.free();
        }
    }
}
