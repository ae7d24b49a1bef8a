package io.inferbench.core.agreement;

import io.inferbench.api.Tensor;
import io.inferbench.api.backend.GenerationRequest;
import io.inferbench.api.backend.InferenceRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** Names what goes into a model by its content: two processes that make the same digest fed the same values. */
public final class InputDigest {

    private InputDigest() {}

    /** Returns the SHA-256 of names, types, shapes and values. */
    public static String of(InferenceRequest request) {
        MessageDigest digest = sha256();
        for (Tensor tensor : request.inputs()) {
            update(digest, tensor.name() + ":" + tensor.type() + Arrays.toString(tensor.shape()) + "\n");
            digest.update(tensor.bytes().duplicate());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Returns the SHA-256 of a text. */
    public static String of(String text) {
        MessageDigest digest = sha256();
        update(digest, text);
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Returns the SHA-256 of prompts, limits and sampling. */
    public static String of(GenerationRequest request) {
        MessageDigest digest = sha256();
        update(digest, request.maxNewTokens() + " " + request.sampling() + "\n");
        request.stopTokens().stream().sorted().forEach(token -> update(digest, token + " "));
        for (int[] prompt : request.prompts()) {
            ByteBuffer bytes = ByteBuffer.allocate((prompt.length + 1) * Integer.BYTES);
            bytes.putInt(prompt.length);
            for (int token : prompt) {
                bytes.putInt(token);
            }
            digest.update(bytes.flip());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void update(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
