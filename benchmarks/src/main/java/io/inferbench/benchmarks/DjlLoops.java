package io.inferbench.benchmarks;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import ai.djl.translate.NoopTranslator;
import io.inferbench.api.Tensor;
import io.inferbench.api.backend.EngineTimed;
import io.inferbench.api.backend.InferenceRequest;
import io.inferbench.api.backend.TensorCall;
import io.inferbench.api.backend.TensorSession;
import io.inferbench.api.model.CallShape;
import io.inferbench.api.workload.TensorWorkloadSession;
import io.inferbench.api.workload.WorkloadSpec;
import io.inferbench.core.run.TimedCalls;
import io.inferbench.core.stats.SortedSample;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A model of the BERT family, batch 1, 128 tokens, on {@code djl-pytorch}: the median through the harness over the median of
 * a bare DJL loop, and what the way through DJL costs.
 *
 * <p>Four ways take turns in one process, on one libtorch and one archive: through the harness; DJL's block on arrays that
 * are there; DJL's predictor as applications use it, which makes its arrays from Java arrays and copies the answer back; and our
 * call alone, less the time inside the engine. Arguments: model (default {@code bert-base}) and turns (default
 * 200).
 */
public final class DjlLoops {

    private static final int SEQUENCE_LENGTH = 128;
    private static final int WARM_UP_CALLS = 20;
    private static final double LARGEST_RATIO = 1.05;

    private final double[] harness;
    private final double[] around;
    private final double[] bare;
    private final double[] marshalling;

    private DjlLoops(int turns) {
        this.harness = new double[turns];
        this.around = new double[turns];
        this.bare = new double[turns];
        this.marshalling = new double[turns];
    }

    /** Runs the comparison; exit code 1 if the ratio is outside its bar. */
    public static void main(String[] arguments) throws Exception {
        String name = arguments.length > 0 ? arguments[0] : "bert-base";
        int turns = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 200;
        DjlLoops loops = new DjlLoops(turns);
        CallShape shape = CallShape.forward(1, SEQUENCE_LENGTH);
        try (PresetSession preset = new PresetSession("djl-pytorch", name, shape, Map.of());
                TensorWorkloadSession workload = tokens(preset);
                Model model = load(preset.artifact().path().orElseThrow(), name)) {
            loops.run((TensorSession) preset.session(), workload, model);
        }
        System.exit(loops.report() ? 0 : 1);
    }

    private static TensorWorkloadSession tokens(PresetSession preset) throws Exception {
        return (TensorWorkloadSession) preset.workload(
                "synthetic-tokens",
                WorkloadSpec.builder()
                        .sequenceLength(SEQUENCE_LENGTH)
                        .signature(((TensorSession) preset.session()).signature()));
    }

    private static Model load(Path archive, String name) throws Exception {
        Model model = Model.newInstance(name, Device.cpu(), "PyTorch");
        model.load(archive.toAbsolutePath().getParent(), "model");
        return model;
    }

    private void run(TensorSession session, TensorWorkloadSession workload, Model model) throws Exception {
        InferenceRequest request = workload.request(0);
        List<long[]> values = request.inputs().stream().map(DjlLoops::values).toList();
        try (TimedCalls timed = TimedCalls.of(session, new FirstRequest(workload), 0);
                TensorCall call = session.prepare(request);
                NDManager manager = model.getNDManager().newSubManager();
                Predictor<NDList, NDList> predictor = model.newPredictor(new NoopTranslator())) {
            NDList inputs = arrays(manager, request, values);
            timed.run(WARM_UP_CALLS);
            for (int turn = -WARM_UP_CALLS; turn < harness.length; turn++) {
                int at = Math.max(turn, 0);
                // Who comes first changes, so that none always follows the same other.
                for (int way = 0; way < 4; way++) {
                    switch (Math.floorMod(way + turn, 4)) {
                        case 0 -> {
                            timed.run(1);
                            harness[at] = timed.latencyNanos()[0];
                        }
                        case 1 -> around[at] = aroundEngine(call);
                        case 2 -> bare[at] = bare(model, inputs);
                        default -> marshalling[at] = application(model, predictor, request, values);
                    }
                }
            }
        }
    }

    private static long aroundEngine(TensorCall call) throws Exception {
        long begin = System.nanoTime();
        call.run();
        return System.nanoTime() - begin - ((EngineTimed) call).engineNanos();
    }

    private static long[] values(Tensor tensor) {
        long[] values = new long[Math.toIntExact(tensor.elementCount())];
        tensor.bytes().duplicate().order(tensor.bytes().order()).asLongBuffer().get(values);
        return values;
    }

    private static NDList arrays(NDManager manager, InferenceRequest request, List<long[]> values) {
        List<NDArray> arrays = new ArrayList<>();
        for (int input = 0; input < values.size(); input++) {
            arrays.add(manager.create(
                    values.get(input), new Shape(request.inputs().get(input).shape())));
        }
        return new NDList(arrays);
    }

    private static long bare(Model model, NDList inputs) {
        ParameterStore store = new ParameterStore(model.getNDManager(), false);
        long begin = System.nanoTime();
        NDList outputs = model.getBlock().forward(store, inputs, false);
        long end = System.nanoTime();
        outputs.close();
        return end - begin;
    }

    /** Predicts as applications do, and returns what making the arrays and copying the answer back took. */
    private static long application(
            Model model, Predictor<NDList, NDList> predictor, InferenceRequest request, List<long[]> values)
            throws Exception {
        long begin = System.nanoTime();
        try (NDManager scope = model.getNDManager().newSubManager()) {
            NDList inputs = arrays(scope, request, values);
            long made = System.nanoTime();
            try (NDList outputs = predictor.predict(inputs)) {
                long predicted = System.nanoTime();
                float[] answer = outputs.get(0).toFloatArray();
                if (Float.isNaN(answer[0])) {
                    throw new IllegalStateException("the model gave no number");
                }
                return System.nanoTime() - predicted + made - begin;
            }
        }
    }

    private boolean report() {
        double through = SortedSample.of(harness).median();
        double alone = SortedSample.of(bare).median();
        double ratio = through / alone;
        boolean within = ratio <= LARGEST_RATIO;
        System.out.printf(
                Locale.ROOT,
                "%s: p50 through Inferbench %.3f ms, bare DJL loop %.3f ms, ratio %.4f (bar %.2f), %d calls each%n",
                within ? "within bar" : "BAR MISSED",
                through * 1e-6,
                alone * 1e-6,
                ratio,
                LARGEST_RATIO,
                harness.length);
        System.out.printf(
                Locale.ROOT,
                "around forward %.1f us a call with arrays bound; making arrays from Java arrays and copying the answer back"
                        + " takes applications %.1f us a call%n",
                SortedSample.of(around).median() * 1e-3,
                SortedSample.of(marshalling).median() * 1e-3);
        return within;
    }
}
