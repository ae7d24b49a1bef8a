package io.inferbench.core.run;

import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.SessionSpec;
import io.inferbench.api.backend.TensorSession;
import io.inferbench.api.model.ModelArtifact;
import io.inferbench.api.option.OptionException;
import io.inferbench.api.option.OptionSpec;
import io.inferbench.api.option.Options;
import io.inferbench.api.workload.TensorWorkloadSession;
import io.inferbench.api.workload.WorkloadException;
import io.inferbench.api.workload.WorkloadSpec;
import io.inferbench.core.run.fake.Behaviour;
import io.inferbench.core.run.fake.FakeBackend;
import io.inferbench.core.run.fake.FakeModels;
import io.inferbench.core.run.fake.FakeWorkload;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Opened parts of fake trials. */
final class FakeParts {

    private FakeParts() {}

    static IterationLoop loop(Behaviour behaviour, int requests) throws BackendException {
        return new IterationLoop(
                PreparedCalls.prepare(
                        session(behaviour), workload(requests), RequestOrder.seeded(requests, 7), new RequestSizes()),
                System.nanoTime());
    }

    static TensorSession session(Behaviour behaviour) throws BackendException {
        String word = behaviour.name().toLowerCase(Locale.ROOT).replace('_', '-');
        ModelArtifact model =
                new ModelArtifact("fake:sum", FakeModels.FORMAT, Optional.empty(), Optional.empty(), Map.of());
        return (TensorSession) new FakeBackend()
                .open(SessionSpec.builder(model, Path.of(""))
                        .options(options(new FakeBackend().options(), Map.of("behaviour", word)))
                        .build());
    }

    static TensorWorkloadSession workload(int requests) {
        try {
            return (TensorWorkloadSession) new FakeWorkload()
                    .open(WorkloadSpec.builder()
                            .options(options(new FakeWorkload().options(), Map.of("size", "" + requests)))
                            .build());
        } catch (WorkloadException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Options options(List<OptionSpec<?>> known, Map<String, String> given) {
        try {
            return Options.parse(known, given);
        } catch (OptionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
