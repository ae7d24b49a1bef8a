package io.inferbench.core.run;

import io.inferbench.api.model.CallShape;
import io.inferbench.api.model.Model;
import io.inferbench.api.model.ModelCost;
import io.inferbench.api.report.SampleTable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The least work of each step of a generation, as the model's source knows it. */
final class StepCosts {

    private StepCosts() {}

    /**
     * Returns the table {@code step_costs}: prefill, then every decode step with the context it looks back on.
     *
     * @param shape of a whole call
     * @return empty if the call generates nothing or the model does not know its costs
     */
    static Optional<SampleTable> of(Model model, CallShape shape) {
        if (shape.kind() != CallShape.Kind.GENERATION) {
            return Optional.empty();
        }
        int steps = Math.max(1, shape.contextLength());
        Map<String, long[]> columns = new LinkedHashMap<>();
        columns.put(TableNames.STEP, new long[steps]);
        columns.put(TableNames.CONTEXT, new long[steps]);
        columns.put(TableNames.STEP_OPERATIONS, new long[steps]);
        columns.put(TableNames.STEP_BYTES, new long[steps]);
        for (int step = 0; step < steps; step++) {
            CallShape pass = pass(shape, step);
            Optional<ModelCost> cost = model.cost(pass);
            if (cost.isEmpty()) {
                return Optional.empty();
            }
            columns.get(TableNames.STEP)[step] = step;
            columns.get(TableNames.CONTEXT)[step] = pass.contextLength();
            columns.get(TableNames.STEP_OPERATIONS)[step] =
                    Math.round(cost.get().floatingPointOperations());
            columns.get(TableNames.STEP_BYTES)[step] = Math.round(cost.get().bytes());
        }
        return Optional.of(new SampleTable(TableNames.STEP_COSTS, columns));
    }

    /** The first token comes with the prompt's pass; each later step looks back on the prompt and what came before it. */
    private static CallShape pass(CallShape whole, int step) {
        int prompt = whole.sequenceLength();
        return step == 0
                ? new CallShape(CallShape.Kind.PREFILL, whole.batchSize(), prompt, 0)
                : new CallShape(CallShape.Kind.DECODE, whole.batchSize(), 1, prompt + step - 1);
    }
}
