package io.inferbench.models;

import io.inferbench.api.model.Model;
import io.inferbench.api.model.ModelException;
import io.inferbench.api.model.ModelSource;
import io.inferbench.api.model.ModelSpec;
import io.inferbench.api.option.OptionSpec;
import io.inferbench.models.spec.BertHead;
import io.inferbench.models.spec.BertSpec;
import io.inferbench.models.spec.Presets;
import io.inferbench.models.spec.TransformerSpec;
import io.inferbench.models.store.ModelStore;
import io.inferbench.models.weights.SeededWeights;
import io.inferbench.models.weights.WeightSource;
import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;

/** Well-known architectures by name, with seeded weights or those of a checkpoint folder. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class PresetModels implements ModelSource {
    /** What follows the last block of a BERT model. */
    public static final OptionSpec<Head> HEAD =
            OptionSpec.choice("head", Head.class, "what a BERT model ends with; the preset's own unless said");

    /** The classes that a classification head tells apart. */
    public static final OptionSpec<Integer> LABELS =
            OptionSpec.integer("labels", 1, 1_000_000, "classes of a classification head; 2 unless said");

    /** The heads that can be asked for by name. */
    public enum Head {
        /** {@code logits [batch, labels]}. */
        CLASSIFICATION,
        /** {@code sentence_embedding [batch, hidden]}. */
        EMBEDDING,
        /** {@code last_hidden_state [batch, sequence, hidden]}. */
        HIDDEN_STATES
    }

    @Override
    public String id() {
        return "presets";
    }

    @Override
    public String description() {
        return "well-known architectures, written with seeded weights or those of a checkpoint folder";
    }

    @Override
    public List<OptionSpec<?>> options() {
        return List.of(HEAD, LABELS);
    }

    @Override
    public List<String> models() {
        return Presets.names();
    }

    @Override
    public boolean claims(String reference) {
        return Presets.find(reference).isPresent();
    }

    @Override
    public Model open(ModelSpec request) throws ModelException {
        TransformerSpec preset = Presets.find(request.reference())
                .orElseThrow(() -> new ModelException("no preset is called '" + request.reference() + "'; known: "
                        + String.join(", ", Presets.names())));
        TransformerSpec spec = adjust(preset, request);
        WeightSource weights = new SeededWeights(request.seed());
        return new WrittenModel(spec, request.precision(), weights, new ModelStore(request.cacheDirectory()));
    }

    private static TransformerSpec adjust(TransformerSpec preset, ModelSpec request) throws ModelException {
        Optional<Head> head = request.options().find(HEAD);
        Optional<Integer> labels = request.options().find(LABELS);
        if (preset instanceof BertSpec bert) {
            return bert.withHead(head(bert.head(), head, labels));
        }
        if (head.isPresent() || labels.isPresent()) {
            throw new ModelException("model '" + preset.name() + "' is no BERT: it takes neither 'head' nor 'labels'");
        }
        return preset;
    }

    private static BertHead head(BertHead own, Optional<Head> asked, Optional<Integer> labels) throws ModelException {
        boolean classifies =
                asked.map(h -> h == Head.CLASSIFICATION).orElse(own instanceof BertHead.SequenceClassification);
        if (classifies) {
            return new BertHead.SequenceClassification(labels.orElse(2));
        }
        if (labels.isPresent()) {
            throw new ModelException("'labels' needs 'head: classification'");
        }
        if (asked.isEmpty()) {
            return own;
        }
        return asked.get() == Head.EMBEDDING ? new BertHead.SentenceEmbedding() : new BertHead.HiddenStates();
    }
}
