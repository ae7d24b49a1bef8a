package io.inferbench.models.onnx;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoopTranslator;
import io.inferbench.api.Tensor;
import io.inferbench.api.backend.InferenceRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs an archive with PyTorch, by DJL. */
final class TorchRunner {

    private TorchRunner() {}

    static Tensor run(Path archive, InferenceRequest request) throws Exception {
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty("ai.djl.offline", "true");
        try (Model model = Model.newInstance("module", Device.cpu(), "PyTorch")) {
            model.load(archive.getParent(), "model");
            try (NDManager scope = model.getNDManager().newSubManager();
                    Predictor<NDList, NDList> predictor = model.newPredictor(new NoopTranslator())) {
                List<NDArray> inputs = new ArrayList<>();
                for (String name : List.of("input_ids", "token_type_ids", "attention_mask")) {
                    Tensor input = request.input(name).orElseThrow();
                    inputs.add(scope.create(input.bytes(), new Shape(input.shape()), DataType.INT64));
                }
                try (NDList outputs = predictor.predict(new NDList(inputs))) {
                    NDArray output = outputs.get(0);
                    return Tensor.ofFloats("out", output.getShape().getShape(), output.toFloatArray());
                }
            }
        }
    }
}
