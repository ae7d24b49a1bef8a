package io.inferbench.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferbench.api.Tensor;
import io.inferbench.api.backend.Availability;
import io.inferbench.api.backend.Backend;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.BackendSession;
import io.inferbench.api.backend.InferenceRequest;
import io.inferbench.api.backend.SessionSpec;
import io.inferbench.api.backend.Unavailable;
import io.inferbench.api.model.ModelArtifact;
import io.inferbench.api.model.ModelFormat;
import io.inferbench.api.option.Options;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A backend that cannot run here does not look like one that passed. */
class UnavailableBackendTest {

    private static final String REQUIRE = "inferbench.tck.requireAvailable";

    @AfterEach
    void forgetTheProperty() {
        System.clearProperty(REQUIRE);
    }

    @Test
    void isAbortedWithTheRemedy() {
        KitRun run = KitRun.of(Kit.class, NoDevice.class, true);

        assertThat(run.failed()).isEmpty();
        assertThat(run.passed()).allMatch(name -> name.matches("B-0[0-3] .*"));
        assertThat(run.aborted())
                .hasSizeGreaterThan(10)
                .containsKey("B-04 open refuses an absent or corrupt model, naming its path");
        assertThat(run.aborted()).allSatisfy((name, message) -> {
            assertThat(message).startsWith(name + ": ");
            if (!name.startsWith("B-11")) {
                assertThat(message).contains("NO_DEVICE", "nothing was found", "install a device");
            }
        });
    }

    @Test
    void failsWhereItIsRequired() {
        System.setProperty(REQUIRE, "true");

        KitRun run = KitRun.of(Kit.class, NoDevice.class, true);

        assertThat(run.failed()).hasSizeGreaterThan(10);
        assertThat(run.failed())
                .allSatisfy((name, message) ->
                        assertThat(message).startsWith(name + ": ").contains("install a device", REQUIRE));
        assertThat(run.aborted().keySet()).allMatch(name -> name.startsWith("B-11"));
    }

    /** Is registered with the broken ones, and sound as far as it goes. */
    public static final class NoDevice implements Backend {

        @Override
        public String id() {
            return "no-device";
        }

        @Override
        public List<ModelFormat> formats() {
            return List.of(ModelFormat.ONNX);
        }

        @Override
        public Availability probe(Options options) {
            return Unavailable.of(Unavailable.Reason.NO_DEVICE, "nothing was found", "install a device");
        }

        @Override
        public BackendSession open(SessionSpec spec) throws BackendException {
            throw new BackendException("there is no device");
        }
    }

    /** The kit as an author would extend it. */
    static class Kit extends TensorSessionContract {

        @Override
        protected Backend backend() {
            return KitRun.provider(Backend.class);
        }

        @Override
        protected SessionSpec spec(Path workDirectory) {
            Path model = workDirectory.resolve("model.onnx");
            return SessionSpec.builder(ModelArtifact.file("model", ModelFormat.ONNX, model), workDirectory)
                    .build();
        }

        @Override
        protected InferenceRequest request() {
            return InferenceRequest.builder()
                    .input(Tensor.ofFloats("x", new long[] {1}, 1))
                    .build();
        }
    }
}
