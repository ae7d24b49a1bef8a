package io.inferbench.core.run.fake;

import io.inferbench.api.ProgressListener;
import io.inferbench.api.model.CallShape;
import io.inferbench.api.model.Model;
import io.inferbench.api.model.ModelArtifact;
import io.inferbench.api.model.ModelCost;
import io.inferbench.api.model.ModelException;
import io.inferbench.api.model.ModelFormat;
import io.inferbench.api.model.ModelSource;
import io.inferbench.api.model.ModelSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Claims {@code fake:…}; there is no file. */
public final class FakeModels implements ModelSource {

    public static final ModelFormat FORMAT = new ModelFormat("fake");

    @Override
    public String id() {
        return "fake-models";
    }

    @Override
    public List<String> models() {
        return List.of("fake:sum");
    }

    @Override
    public boolean claims(String reference) {
        return reference.startsWith("fake:");
    }

    @Override
    public Model open(ModelSpec spec) throws ModelException {
        if (spec.reference().equals("fake:missing")) {
            throw new ModelException("model 'fake:missing' was looked for in memory and is not there");
        }
        return new FakeModel(spec);
    }

    private record FakeModel(ModelSpec spec) implements Model {

        @Override
        public String name() {
            return spec.reference();
        }

        @Override
        public List<ModelFormat> formats() {
            return List.of(spec.reference().equals("fake:odd") ? new ModelFormat("odd") : FORMAT);
        }

        @Override
        public ModelArtifact materialize(ModelFormat format, ProgressListener progress) {
            progress.onProgress("writing nothing", 1);
            return new ModelArtifact(
                    name(), format, Optional.empty(), Optional.of("0".repeat(64)), Map.of("seed", "" + spec.seed()));
        }

        @Override
        public Optional<ModelCost> cost(CallShape shape) {
            return Optional.of(new ModelCost(1e6 * shape.batchSize(), 1e3));
        }

        @Override
        public Map<String, String> facts() {
            return Map.of("architecture", "sum");
        }

        @Override
        public void close() {}
    }
}
