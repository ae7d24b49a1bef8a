package io.inferbench.models;

import io.inferbench.api.model.Model;
import io.inferbench.api.model.ModelException;
import io.inferbench.api.model.ModelSource;
import io.inferbench.api.model.ModelSpec;
import io.inferbench.api.option.OptionSpec;
import io.inferbench.models.checkpoint.CheckpointWeights;
import io.inferbench.models.spec.Presets;
import io.inferbench.models.spec.TransformerSpec;
import io.inferbench.models.weights.SeededWeights;
import io.inferbench.models.weights.WeightSource;
import java.util.List;
import org.apiguardian.api.API;

/** Well-known architectures by name, with seeded weights or those of a checkpoint folder. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class PresetModels implements ModelSource {

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
        return SpecOptions.ALL;
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
        TransformerSpec spec = SpecOptions.apply(request.options(), preset);
        WeightSource weights = request.checkpoint().isPresent()
                ? CheckpointWeights.open(request.checkpoint().get(), spec)
                : new SeededWeights(request.seed());
        return new WrittenModel(spec, request, weights, request.checkpoint());
    }
}
