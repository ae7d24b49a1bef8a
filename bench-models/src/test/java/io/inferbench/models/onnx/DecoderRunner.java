package io.inferbench.models.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Drives a decoder graph by the contract of docs/models.md: a prompt, then steps that are fed by the outputs of the step
 * before. The caches are handed on as new tensors, which the graph must allow.
 */
final class DecoderRunner implements AutoCloseable {
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtRunner runner;
    private final Optional<OrtRunner> prompt;
    private final int batch;
    private final int capacity;
    private final Map<String, OnnxTensor> state = new HashMap<>();
    private OrtSession.Result last;

    DecoderRunner(Path folder, int batch, int capacity) throws OrtException {
        this.runner = new OrtRunner(folder.resolve(OnnxFiles.MODEL_FILE));
        Path prefill = folder.resolve(OnnxFiles.PREFILL_FILE);
        this.prompt = Files.exists(prefill) ? Optional.of(new OrtRunner(prefill)) : Optional.empty();
        this.batch = batch;
        this.capacity = capacity;
        for (Map.Entry<String, NodeInfo> input : runner.session().getInputInfo().entrySet()) {
            if (input.getKey().startsWith("past_")) {
                state.put(
                        input.getKey(), emptyCache((TensorInfo) input.getValue().getInfo()));
            }
        }
    }

    private OnnxTensor emptyCache(TensorInfo info) throws OrtException {
        long[] shape = {batch, info.getShape()[1], capacity, info.getShape()[3]};
        int bytes = info.type == OnnxJavaType.FLOAT ? 4 : 2;
        int size = Math.toIntExact(shape[0] * shape[1] * shape[2] * shape[3] * bytes);
        ByteBuffer zeros = ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
        return OnnxTensor.createTensor(environment, zeros, shape, info.type);
    }

    /** Prompts padded on the right to one length; gives the logits of each one's last real token. */
    float[] prefill(int[][] prompts) throws OrtException {
        int longest = 0;
        for (int[] prompt : prompts) {
            longest = Math.max(longest, prompt.length);
        }
        long[][] ids = new long[batch][longest];
        long[][] positions = new long[batch][longest];
        int[] lengths = new int[batch];
        for (int b = 0; b < batch; b++) {
            for (int i = 0; i < longest; i++) {
                ids[b][i] = i < prompts[b].length ? prompts[b][i] : 0;
                positions[b][i] = i;
            }
            lengths[b] = prompts[b].length - 1;
        }
        OnnxTensor seqlens = OnnxTensor.createTensor(environment, IntBuffer.wrap(lengths), new long[] {batch});
        return run(
                OnnxTensor.createTensor(environment, ids),
                OnnxTensor.createTensor(environment, positions),
                seqlens,
                longest);
    }

    /** One step on the last step's own token, position and length outputs. */
    float[] step() throws OrtException {
        return run(output("next_token"), output("next_position"), output("next_seqlens_k"), capacity);
    }

    /** One step on tokens of the caller's choice. */
    float[] step(long[] tokens) throws OrtException {
        OnnxTensor ids = OnnxTensor.createTensor(environment, LongBuffer.wrap(tokens), new long[] {batch, 1});
        return run(ids, output("next_position"), output("next_seqlens_k"), capacity);
    }

    long[] nextTokens() {
        long[] tokens = new long[batch];
        output("next_token").getLongBuffer().get(tokens);
        return tokens;
    }

    private float[] run(OnnxTensor ids, OnnxTensor positions, OnnxTensor lengths, int total) throws OrtException {
        Map<String, OnnxTensor> inputs = new HashMap<>(state);
        inputs.put("input_ids", ids);
        inputs.put("position_ids", positions);
        inputs.put("seqlens_k", lengths);
        if (runner.session().getInputNames().contains("total_sequence_length")) {
            inputs.put(
                    "total_sequence_length",
                    OnnxTensor.createTensor(environment, IntBuffer.wrap(new int[] {total}), new long[0]));
        }
        if (prompt.isPresent()) {
            runPlain(inputs);
        } else {
            last = runner.session().run(inputs);
            state.replaceAll((name, value) -> output(name.replace("past_", "present_")));
        }
        return OrtRunner.floats(output("logits"));
    }

    /** A plain graph gives new keys and values, which are put where the sequences have come to. */
    private void runPlain(Map<String, OnnxTensor> inputs) throws OrtException {
        boolean first = last == null;
        if (first) {
            inputs.keySet().removeAll(state.keySet());
        }
        long[] starts = new long[batch];
        OnnxTensor positions = inputs.get("position_ids");
        int tokens = (int) positions.getInfo().getShape()[1];
        for (int b = 0; b < batch; b++) {
            starts[b] = positions.getLongBuffer().get(b * tokens);
        }
        last = (first ? prompt.get() : runner).session().run(inputs);
        for (Map.Entry<String, OnnxTensor> cache : state.entrySet()) {
            put(output(cache.getKey().replace("past_", "new_")), cache.getValue(), starts);
        }
    }

    private void put(OnnxTensor added, OnnxTensor cache, long[] starts) {
        long[] shape = added.getInfo().getShape();
        ByteBuffer from = added.getByteBuffer();
        ByteBuffer to = cache.getBufferRef().map(ByteBuffer.class::cast).orElseThrow();
        int row = (int) (from.remaining() / (shape[0] * shape[1] * shape[2]));
        int length = (int) shape[2] * row;
        for (int b = 0; b < batch; b++) {
            for (int head = 0; head < shape[1]; head++) {
                int at = (int) (b * shape[1] + head);
                to.put((int) ((long) at * capacity + starts[b]) * row, from, at * length, length);
            }
        }
    }

    private OnnxTensor output(String name) {
        return (OnnxTensor) last.get(name).orElseThrow();
    }

    @Override
    public void close() throws OrtException {
        runner.close();
        if (prompt.isPresent()) {
            prompt.get().close();
        }
    }
}
