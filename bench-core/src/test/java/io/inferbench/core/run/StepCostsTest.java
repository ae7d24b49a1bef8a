package io.inferbench.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferbench.api.ProgressListener;
import io.inferbench.api.model.CallShape;
import io.inferbench.api.model.Model;
import io.inferbench.api.model.ModelArtifact;
import io.inferbench.api.model.ModelCost;
import io.inferbench.api.model.ModelFormat;
import io.inferbench.api.report.SampleTable;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StepCostsTest {

    /** Costs that tell which pass was asked for. */
    private record Priced() implements Model {

        @Override
        public String name() {
            return "priced";
        }

        @Override
        public List<ModelFormat> formats() {
            return List.of();
        }

        @Override
        public ModelArtifact materialize(ModelFormat format, ProgressListener progress) {
            throw new AssertionError("not asked for");
        }

        @Override
        public Optional<ModelCost> cost(CallShape shape) {
            double tokens = (double) shape.batchSize() * shape.sequenceLength();
            return shape.kind() == CallShape.Kind.GENERATION
                    ? Optional.empty()
                    : Optional.of(new ModelCost(tokens, 1000 * tokens + shape.contextLength()));
        }

        @Override
        public void close() {
            // holds nothing
        }
    }

    @Test
    void prefillComesFirstAndEachStepLooksBackOnMore() {
        SampleTable table =
                StepCosts.of(new Priced(), CallShape.generation(2, 7, 4)).orElseThrow();
        assertThat(table.name()).isEqualTo("step_costs");
        assertThat(table.column("step")).containsExactly(0, 1, 2, 3);
        assertThat(table.column("context")).containsExactly(0, 7, 8, 9);
        assertThat(table.column("floating_point_operations")).containsExactly(14, 2, 2, 2);
        assertThat(table.column("bytes")).containsExactly(14_000, 2_007, 2_008, 2_009);
    }

    @Test
    void whatGeneratesNothingHasNone() {
        assertThat(StepCosts.of(new Priced(), CallShape.forward(2, 7))).isEmpty();
    }
}
