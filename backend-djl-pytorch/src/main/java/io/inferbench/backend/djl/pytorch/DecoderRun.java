package io.inferbench.backend.djl.pytorch;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import io.inferbench.api.ElementType;
import io.inferbench.api.Tensor;
import io.inferbench.api.backend.GenerationRequest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The values of one generation between the engine's calls.
 *
 * <p>The cache is made once; the next token and its position stay in the engine, and go from the answer of one step into the
 * next. Prompts of unequal length are padded on the left, so that every sequence writes the same column of the cache.
 */
final class DecoderRun {

    private static final int LOGITS = 0;
    private static final int TOKEN = 1;
    private static final int POSITION = 2;

    private final TorchModule module;
    private final GenerationRequest request;
    private final int vocabularySize;
    private final int padded;
    private final PtNDManager owned;
    private final PtNDArray prompts;
    private final PtNDArray chosen;
    private final ByteBuffer chosenMemory;
    private final IValue padding;
    private final IValue ragged;
    private final IValue[] cache;
    private IValue[] answer = {};
    private @Nullable PtNDManager scope;
    private boolean tokensChosen;

    /** Allocates; the caller frees, also after a failure of a later call. */
    DecoderRun(TorchModule module, GenerationRequest request, int vocabularySize, int capacity) {
        this.module = module;
        this.request = request;
        this.vocabularySize = vocabularySize;
        this.padded = request.longestPrompt();
        this.owned = module.newScope();
        int batch = request.batchSize();
        ByteBuffer ids = longs(batch * padded);
        ByteBuffer gaps = longs(batch);
        for (int sequence = 0; sequence < batch; sequence++) {
            int[] prompt = request.prompts().get(sequence);
            gaps.putLong(sequence * Long.BYTES, padded - prompt.length);
            for (int at = 0; at < prompt.length; at++) {
                ids.putLong((sequence * padded + padded - prompt.length + at) * Long.BYTES, prompt[at]);
            }
        }
        this.chosenMemory = longs(batch);
        this.prompts = over(ids, batch, padded);
        this.chosen = over(chosenMemory, batch, 1);
        this.padding = IValue.from(module.inPlace(over(gaps, batch), owned));
        boolean unequal = request.prompts().stream().anyMatch(prompt -> prompt.length != padded);
        this.ragged = IValue.from(unequal);
        try (IValue width = IValue.from((long) batch);
                IValue length = IValue.from((long) capacity);
                IValue made = module.run("new_cache", width, length)) {
            this.cache = made.toIValueTuple();
        }
    }

    private static ByteBuffer longs(int count) {
        return ByteBuffer.allocateDirect(count * Long.BYTES).order(ByteOrder.nativeOrder());
    }

    private PtNDArray over(ByteBuffer memory, long... shape) {
        PtNDArray array = module.overMemory(memory, new TorchTypes.Layout(DataType.INT64, new Shape(shape)));
        array.attach(owned);
        return array;
    }

    /** Reads the prompts into the cache. */
    void prefill() {
        release();
        PtNDManager now = module.newScope();
        scope = now;
        try (IValue ids = IValue.from(module.inPlace(prompts, now));
                IValue result = module.run("prefill", ids, padding, ragged, cache[0], cache[1])) {
            answer = result.toIValueTuple();
        }
    }

    /** Adds one token a sequence; {@code generated} of them are known. */
    void decode(int generated) {
        IValue[] before = answer;
        PtNDManager old = scope;
        PtNDManager now = module.newScope();
        scope = now;
        answer = new IValue[0];
        try (IValue column = IValue.from((long) padded + generated - 1);
                IValue token = tokensChosen ? IValue.from(module.inPlace(chosen, now)) : before[TOKEN];
                IValue result =
                        module.run("decode", token, before[POSITION], padding, ragged, column, cache[0], cache[1])) {
            answer = result.toIValueTuple();
        } finally {
            close(before);
            if (old != null) {
                old.close();
            }
        }
        tokensChosen = false;
    }

    /** The tokens with the largest logits, as int64; waits for the device. Valid until the next step. */
    ByteBuffer tokens() {
        return read(TOKEN);
    }

    /** The logits of this step; waits for the device. Valid until the next step. */
    Tensor logits() {
        return Tensor.of("logits", ElementType.FLOAT32, new long[] {request.batchSize(), vocabularySize}, read(LOGITS));
    }

    private ByteBuffer read(int part) {
        PtNDManager now = scope;
        if (now == null) {
            throw new IllegalStateException("there is no step to read");
        }
        return module.read(answer[part].toTensor(now), now);
    }

    /** Takes another token than the most likely one into the next step. */
    void choose(int sequence, int token) {
        chosenMemory.putLong(sequence * Long.BYTES, token);
        tokensChosen = true;
    }

    private void release() {
        close(answer);
        answer = new IValue[0];
        tokensChosen = false;
        if (scope != null) {
            scope.close();
            scope = null;
        }
    }

    private static void close(IValue[] values) {
        Arrays.stream(values).forEach(IValue::close);
    }

    void free() {
        release();
        close(cache);
        padding.close();
        ragged.close();
        owned.close();
    }
}
