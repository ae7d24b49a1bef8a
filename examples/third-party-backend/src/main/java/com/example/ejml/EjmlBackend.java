package com.example.ejml;

import io.inferbench.api.Device;
import io.inferbench.api.Precision;
import io.inferbench.api.backend.Availability;
import io.inferbench.api.backend.Available;
import io.inferbench.api.backend.Backend;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.BackendSession;
import io.inferbench.api.backend.SessionSpec;
import io.inferbench.api.backend.Unavailable;
import io.inferbench.api.model.ModelFormat;
import io.inferbench.api.option.OptionSpec;
import io.inferbench.api.option.Options;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Runs perceptrons on EJML.
 *
 * <p>No type of the engine stands in a field, a signature or the hierarchy of this class, so it can be made and asked
 * while EJML's jars are absent. What touches the engine is in {@link EjmlSession}.
 */
public final class EjmlBackend implements Backend {

    private static final OptionSpec<Integer> THREADS = OptionSpec.integer(
                    "threads", 1, 1024, "threads of one matrix product")
            .withDefault(1);

    /** Creates the backend; does nothing else. */
    public EjmlBackend() {}

    @Override
    public String id() {
        return "ejml";
    }

    @Override
    public String description() {
        return "perceptrons on the matrix library EJML";
    }

    @Override
    public List<OptionSpec<?>> options() {
        return List.of(THREADS);
    }

    @Override
    public List<ModelFormat> formats() {
        return List.of(Perceptron.FORMAT);
    }

    /** All packages of the engine, and nothing of ours. */
    @Override
    public Set<String> engineResources() {
        return Set.of("org/ejml/");
    }

    @Override
    public Availability probe(Options options) {
        try {
            return new Available(EjmlSession.engineVersion(), List.of(Device.CPU), Map.of());
        } catch (LinkageError absent) {
            return new Unavailable(
                    Unavailable.Reason.LIBRARY_MISSING,
                    "EJML's classes are not on the class path.",
                    "Add org.ejml:ejml-fdense from Maven Central to it.",
                    Optional.of(absent));
        }
    }

    @Override
    public BackendSession open(SessionSpec spec) throws BackendException {
        requireCpu(spec.devices().orElse(List.of(Device.CPU)));
        if (spec.precision() != Precision.FP32) {
            throw new BackendException("asked for " + spec.precision().id() + "; EJML computes in fp32 only");
        }
        Path file = spec.model()
                .path()
                .filter(path -> spec.model().format().equals(Perceptron.FORMAT))
                .orElseThrow(() -> new BackendException("asked for the model " + spec.model()
                        + "; this backend reads files of format " + Perceptron.FORMAT));
        return new EjmlSession(Perceptron.read(file), spec.options().get(THREADS));
    }

    private static void requireCpu(List<Device> asked) throws BackendException {
        if (asked.size() != 1 || !asked.get(0).isSamePlaceAs(Device.CPU)) {
            throw new BackendException(
                    "asked for " + asked.stream().map(Device::reference).toList() + "; EJML runs on the cpu only");
        }
    }
}
