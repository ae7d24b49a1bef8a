package io.inferbench.tck;

import io.inferbench.api.backend.GenerationRequest;
import io.inferbench.api.backend.InferenceRequest;
import io.inferbench.api.workload.GenerationWorkloadSession;
import io.inferbench.api.workload.TensorWorkloadSession;
import io.inferbench.api.workload.WorkloadSession;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;

/** Requests as text that is equal if and only if they ask the same. */
final class RequestContent {

    private RequestContent() {}

    static List<String> ofAll(WorkloadSession session) {
        List<String> all = new ArrayList<>();
        for (int index = 0; index < session.size(); index++) {
            all.add(of(session, index));
        }
        return all;
    }

    static String of(WorkloadSession session, int index) {
        if (session instanceof TensorWorkloadSession tensors) {
            return of(tensors.request(index));
        }
        if (session instanceof GenerationWorkloadSession prompts) {
            return of(prompts.request(index));
        }
        throw new AssertionError("the session " + session.getClass().getName()
                + " should be a TensorWorkloadSession or a GenerationWorkloadSession");
    }

    private static String of(InferenceRequest request) {
        StringBuilder text = new StringBuilder();
        text.append(request.sampleCount()).append(" samples, ").append(request.tokenCount());
        request.inputs().forEach(tensor -> {
            ByteBuffer content = TensorCopy.content(tensor);
            byte[] bytes = new byte[content.remaining()];
            content.get(bytes);
            text.append("; ").append(tensor).append('=').append(HexFormat.of().formatHex(bytes));
        });
        return text.toString();
    }

    private static String of(GenerationRequest request) {
        return request.prompts().stream().map(Arrays::toString).toList() + "; " + request.maxNewTokens() + "; "
                + request.sampling() + "; " + new TreeSet<>(request.stopTokens()) + "; " + request.logitsWanted();
    }
}
