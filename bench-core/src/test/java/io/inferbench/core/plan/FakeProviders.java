package io.inferbench.core.plan;

import io.inferbench.api.ProgressListener;
import io.inferbench.api.backend.Availability;
import io.inferbench.api.backend.Available;
import io.inferbench.api.backend.Backend;
import io.inferbench.api.backend.BackendSession;
import io.inferbench.api.backend.SessionSpec;
import io.inferbench.api.metric.MetricSink;
import io.inferbench.api.metric.SinkSession;
import io.inferbench.api.metric.SinkSpec;
import io.inferbench.api.model.Model;
import io.inferbench.api.model.ModelArtifact;
import io.inferbench.api.model.ModelException;
import io.inferbench.api.model.ModelFormat;
import io.inferbench.api.model.ModelSource;
import io.inferbench.api.model.ModelSpec;
import io.inferbench.api.option.OptionSpec;
import io.inferbench.api.option.Options;
import io.inferbench.api.workload.Workload;
import io.inferbench.api.workload.WorkloadSession;
import io.inferbench.api.workload.WorkloadSpec;
import java.util.List;
import java.util.Map;

/** Providers that only answer questions. */
final class FakeProviders {

    static final OptionSpec<Integer> THREADS = OptionSpec.integer("threads", 1, 64, "how many");
    static final OptionSpec<String> KEY =
            OptionSpec.text("api_key", "of the server").asSecret();
    static final OptionSpec<String> URL = OptionSpec.text("url", "of the server");

    private FakeProviders() {}

    record FakeBackend(String id, List<ModelFormat> formats, Availability answer) implements Backend {

        static FakeBackend of(String id, ModelFormat... formats) {
            return new FakeBackend(id, List.of(formats), new Available("1.0", List.of(), Map.of()));
        }

        @Override
        public List<OptionSpec<?>> options() {
            return List.of(THREADS, KEY, URL);
        }

        @Override
        public Availability probe(Options options) {
            return answer;
        }

        @Override
        public BackendSession open(SessionSpec spec) {
            throw new UnsupportedOperationException();
        }
    }

    record FakeWorkload(String id) implements Workload {

        @Override
        public WorkloadSession open(WorkloadSpec spec) {
            throw new UnsupportedOperationException();
        }
    }

    record FakeSink(String id) implements MetricSink {

        @Override
        public List<OptionSpec<?>> options() {
            return List.of(URL);
        }

        @Override
        public SinkSession open(SinkSpec spec) {
            throw new UnsupportedOperationException();
        }
    }

    record FakeModelSource(String id, List<String> models, List<ModelFormat> formats) implements ModelSource {

        static final OptionSpec<Integer> LAYERS = OptionSpec.integer("layers", 1, 100, "how many");

        @Override
        public List<OptionSpec<?>> options() {
            return List.of(LAYERS);
        }

        @Override
        public boolean claims(String reference) {
            return models.contains(reference);
        }

        @Override
        public Model open(ModelSpec spec) throws ModelException {
            if (spec.reference().startsWith("corrupt")) {
                throw new ModelException("model '" + spec.reference() + "' is corrupt; fetch it again");
            }
            return new FakeModel(spec.reference(), formats);
        }
    }

    private record FakeModel(String name, List<ModelFormat> formats) implements Model {

        @Override
        public ModelArtifact materialize(ModelFormat format, ProgressListener progress) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }
}
