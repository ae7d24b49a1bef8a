package io.inferbench.backend.djl.pytorch;

import io.inferbench.api.Tensor;
import io.inferbench.api.backend.Backend;
import io.inferbench.api.backend.InferenceRequest;
import io.inferbench.api.backend.SessionSpec;
import io.inferbench.models.spec.BertHead;
import io.inferbench.models.weights.FloatFormat;
import io.inferbench.tck.TensorSessionContract;
import java.nio.file.Path;
import java.util.Optional;

class PytorchContractTest extends TensorSessionContract {

    @Override
    protected Backend backend() {
        return new DjlPytorchBackend();
    }

    @Override
    protected SessionSpec spec(Path workDirectory) throws Exception {
        return Modules.session(
                Modules.write(Modules.bert(new BertHead.SequenceClassification(3)), FloatFormat.FP32, workDirectory),
                workDirectory);
    }

    @Override
    protected InferenceRequest request() {
        return Modules.bertRequest();
    }

    /** Other words: a mask moved by one place would leave the module nothing to attend to. */
    @Override
    protected InferenceRequest otherRequest() {
        long[] shape = {2, 5};
        InferenceRequest request = Modules.bertRequest();
        return InferenceRequest.builder()
                .input(Tensor.ofLongs("input_ids", shape, 9, 8, 7, 6, 5, 61, 51, 41, 0, 0))
                .input(request.input("token_type_ids").orElseThrow())
                .input(request.input("attention_mask").orElseThrow())
                .sampleCount(2)
                .build();
    }

    @Override
    protected Optional<InferenceRequest> failingRequest() {
        long[] shape = {1, 1};
        return Optional.of(InferenceRequest.builder()
                .input(Tensor.ofLongs("input_ids", shape, 131))
                .input(Tensor.ofLongs("token_type_ids", shape, 0))
                .input(Tensor.ofLongs("attention_mask", shape, 1))
                .build());
    }
}
