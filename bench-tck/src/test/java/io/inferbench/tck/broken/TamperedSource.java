package io.inferbench.tck.broken;

import io.inferbench.api.ProgressListener;
import io.inferbench.api.model.CallShape;
import io.inferbench.api.model.Model;
import io.inferbench.api.model.ModelArtifact;
import io.inferbench.api.model.ModelCost;
import io.inferbench.api.model.ModelException;
import io.inferbench.api.model.ModelFormat;
import io.inferbench.api.model.ModelSource;
import io.inferbench.api.model.ModelSpec;
import io.inferbench.api.model.Tokenizer;
import io.inferbench.tck.doubles.FakeModelSource;
import java.util.List;
import java.util.Optional;

/** A sound model source, to be broken in one way by overriding. */
public abstract class TamperedSource implements ModelSource {

    private final FakeModelSource sound = new FakeModelSource();

    @Override
    public String id() {
        return TamperedBackend.idOf(this);
    }

    @Override
    public List<String> models() {
        return sound.models();
    }

    @Override
    public boolean claims(String reference) {
        return sound.claims(reference);
    }

    @Override
    public Model open(ModelSpec spec) throws ModelException {
        return model(sound.open(spec), spec);
    }

    Model model(Model opened, ModelSpec spec) {
        return new TamperedModel(opened);
    }

    /** Passes everything on. */
    static class TamperedModel implements Model {

        final Model sound;

        TamperedModel(Model sound) {
            this.sound = sound;
        }

        @Override
        public String name() {
            return sound.name();
        }

        @Override
        public List<ModelFormat> formats() {
            return sound.formats();
        }

        @Override
        public ModelArtifact materialize(ModelFormat format, ProgressListener progress) throws ModelException {
            return artifact(sound.materialize(format, progress));
        }

        ModelArtifact artifact(ModelArtifact written) throws ModelException {
            return written;
        }

        @Override
        public Optional<ModelCost> cost(CallShape shape) {
            return sound.cost(shape);
        }

        @Override
        public Optional<Tokenizer> tokenizer() {
            return Optional.of(new LetterTokenizer());
        }

        @Override
        public void close() {
            sound.close();
        }
    }
}
