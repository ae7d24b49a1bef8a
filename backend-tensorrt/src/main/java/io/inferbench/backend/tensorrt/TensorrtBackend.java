package io.inferbench.backend.tensorrt;

import io.inferbench.api.backend.Availability;
import io.inferbench.api.backend.Backend;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.BackendSession;
import io.inferbench.api.backend.SessionSpec;
import io.inferbench.api.backend.Unavailable.Reason;
import io.inferbench.api.model.ModelFormat;
import io.inferbench.api.option.OptionSpec;
import io.inferbench.api.option.Options;
import java.util.List;
import java.util.Set;

/** TensorRT on an NVIDIA GPU. */
public final class TensorrtBackend implements Backend {

    static final String ID = "tensorrt";

    /** Creates the provider; does nothing else. */
    public TensorrtBackend() {}

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String description() {
        return "TensorRT on an NVIDIA GPU: builds an engine for the shapes of the plan and keeps it, or loads one of yours";
    }

    @Override
    public List<OptionSpec<?>> options() {
        return TensorrtOptions.ALL;
    }

    @Override
    public List<ModelFormat> formats() {
        return TensorrtOptions.FORMATS;
    }

    @Override
    public Set<String> engineResources() {
        return Set.of("org/bytedeco/tensorrt/");
    }

    @Override
    public Availability probe(Options options) {
        try {
            return TensorrtDoor.probe(options);
        } catch (LibraryException unusable) {
            return unusable.answer();
        } catch (LinkageError absent) {
            return absent(absent).answer();
        } catch (RuntimeException failure) {
            return new LibraryException(
                            Reason.PROVIDER_FAILURE, String.valueOf(failure), "report this as a defect", failure)
                    .answer();
        }
    }

    @Override
    public BackendSession open(SessionSpec spec) throws BackendException {
        try {
            return TensorrtDoor.open(spec);
        } catch (LinkageError absent) {
            throw absent(absent);
        }
    }

    private static LibraryException absent(LinkageError failure) {
        return new LibraryException(
                Reason.LIBRARY_MISSING,
                "TensorRT's classes are not on the class path or do not load: " + LibraryException.text(failure),
                MavenCoordinates.remedy(),
                failure);
    }
}
