package io.inferbench.core.workload;

import io.inferbench.api.Tensor;
import io.inferbench.api.backend.GenerationRequest;
import io.inferbench.api.backend.InferenceRequest;
import io.inferbench.api.workload.GenerationWorkloadSession;
import io.inferbench.api.workload.TensorWorkloadSession;
import io.inferbench.api.workload.WorkloadSession;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.TreeSet;

/** A hash of everything a session's requests ask. */
final class RequestHash {

    private final MessageDigest digest;

    private RequestHash() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    static String of(WorkloadSession session) {
        RequestHash hash = new RequestHash();
        for (int index = 0; index < session.size(); index++) {
            if (session instanceof TensorWorkloadSession tensors) {
                hash.add(tensors.request(index));
            } else {
                hash.add(((GenerationWorkloadSession) session).request(index));
            }
        }
        return HexFormat.of().formatHex(hash.digest.digest(), 0, 8);
    }

    private void add(InferenceRequest request) {
        text(request.sampleCount() + " " + request.tokenCount());
        for (Tensor tensor : request.inputs()) {
            text(tensor.toString());
            for (long at = 0; at < tensor.elementCount(); at++) {
                text(Long.toHexString(Double.doubleToLongBits(tensor.value(at))));
            }
        }
    }

    private void add(GenerationRequest request) {
        request.prompts().forEach(prompt -> text(Arrays.toString(prompt)));
        text(request.maxNewTokens() + " " + request.sampling() + " " + new TreeSet<>(request.stopTokens()));
    }

    private void text(String text) {
        digest.update((text + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
