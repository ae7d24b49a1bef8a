package io.inferbench.backend.tensorrt;

import io.inferbench.api.ElementType;
import io.inferbench.api.Tensor;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.GenerationRequest;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorrt.nvinfer.IExecutionContext;

/** The tensors of one generation, bound to the engines for prompts and for steps. */
final class GenerationTensors {

    private static final int TOKENS = 0;
    private static final int POSITIONS = 1;
    private static final int LENGTHS = 2;

    private final GenerationRequest request;
    private final DecoderSizes sizes;
    private final int padded;
    private final TensorBlock prompt;
    private final TensorBlock stepInputs;
    private final TensorBlock results;
    private final TensorBlock logits;
    private final KvCopies cache;
    private final Pointer promptRows;
    private final Pointer stepRows;
    private final int[] starts;

    /**
     * Allocates; the caller frees the memory, also after a failure.
     *
     * @throws BackendException if there is not enough memory
     */
    GenerationTensors(GenerationRequest request, DecoderSizes sizes, DeviceMemory memory, int capacity)
            throws BackendException {
        this.request = request;
        this.sizes = sizes;
        this.padded = request.longestPrompt();
        int batch = request.batchSize();
        this.prompt = new TensorBlock(
                memory, state(DecoderSizes.INPUT_IDS, DecoderSizes.POSITION_IDS, DecoderSizes.LENGTHS, batch, padded));
        this.stepInputs = new TensorBlock(
                memory, state(DecoderSizes.INPUT_IDS, DecoderSizes.POSITION_IDS, DecoderSizes.LENGTHS, batch, 1));
        this.results = new TensorBlock(
                memory,
                state(DecoderSizes.NEXT_TOKEN, DecoderSizes.NEXT_POSITION, DecoderSizes.NEXT_LENGTHS, batch, 1));
        this.logits = new TensorBlock(
                memory,
                List.of(TensorBlock.Part.of(DecoderSizes.LOGITS, ElementType.FLOAT32, batch, sizes.vocabularySize())));
        this.cache = new KvCopies(sizes, memory, batch, capacity);
        this.promptRows = cache.allocateFresh(memory, padded);
        this.stepRows = cache.allocateFresh(memory, 1);
        this.starts = new int[batch];
    }

    /** Tokens, positions and lengths: the results of one pass lie as the inputs of the next. */
    private static List<TensorBlock.Part> state(
            String tokens, String positions, String lengths, int batchSize, int length) {
        return List.of(
                TensorBlock.Part.of(tokens, ElementType.INT64, batchSize, length),
                TensorBlock.Part.of(positions, ElementType.INT64, batchSize, length),
                TensorBlock.Part.of(lengths, ElementType.INT32, batchSize));
    }

    /** Binds the pass over the prompts. */
    void bindPrompt(LoadedEngine engine, IExecutionContext context) throws BackendException {
        bindInputs(engine, context, prompt);
        bindResults(engine, context, promptRows, padded);
    }

    /** Binds a step. */
    void bindStep(LoadedEngine engine, IExecutionContext context) throws BackendException {
        bindInputs(engine, context, stepInputs);
        for (int place = 0; place < sizes.cacheTensors(); place++) {
            String name = DecoderSizes.cacheName("past", place);
            long[] shape = engine.largestShape(name);
            shape[0] = request.batchSize();
            shape(engine, context, name, shape);
            address(engine, context, name, cache.past(place));
        }
        bindResults(engine, context, stepRows, 1);
    }

    private static void bindInputs(LoadedEngine engine, IExecutionContext context, TensorBlock block)
            throws BackendException {
        for (Tensor input : block.hosts()) {
            shape(engine, context, input.name(), input.shape());
        }
        bind(engine, context, block);
    }

    private static void bind(LoadedEngine engine, IExecutionContext context, TensorBlock block)
            throws BackendException {
        for (int i = 0; i < block.hosts().size(); i++) {
            address(engine, context, block.host(i).name(), block.device(i));
        }
    }

    private void bindResults(LoadedEngine engine, IExecutionContext context, Pointer rows, int tokens)
            throws BackendException {
        bind(engine, context, results);
        bind(engine, context, logits);
        for (int place = 0; place < sizes.cacheTensors(); place++) {
            address(engine, context, DecoderSizes.cacheName("new", place), cache.fresh(rows, tokens, place));
        }
    }

    private static void shape(LoadedEngine engine, IExecutionContext context, String name, long[] shape)
            throws BackendException {
        if (!context.setInputShape(name, Shapes.dims(shape))) {
            throw engine.failure("take the shape of '" + name + "' for");
        }
    }

    private static void address(LoadedEngine engine, IExecutionContext context, String name, Pointer address)
            throws BackendException {
        if (!context.setTensorAddress(name, address)) {
            throw engine.failure("bind '" + name + "' to");
        }
    }

    /** Writes the prompts, as an empty cache wants them, and enqueues their copy. */
    void sendPrompts() {
        ByteBuffer tokens = prompt.host(TOKENS).bytes();
        ByteBuffer positions = prompt.host(POSITIONS).bytes();
        for (int sequence = 0; sequence < request.batchSize(); sequence++) {
            int[] ids = request.prompts().get(sequence);
            for (int at = 0; at < padded; at++) {
                int offset = (sequence * padded + at) * Long.BYTES;
                tokens.putLong(offset, at < ids.length ? ids[at] : 0);
                positions.putLong(offset, at);
            }
            prompt.host(LENGTHS).bytes().putInt(sequence * Integer.BYTES, ids.length - 1);
        }
        prompt.toDevice();
    }

    /** Enqueues what follows a pass: its token, position and length become the next step's, and the host gets what it wants. */
    void finishPass(boolean logitsWanted) {
        results.carryTo(stepInputs);
        results.toHost();
        if (logitsWanted) {
            logits.toHost();
        }
    }

    /** Enqueues the copy of the prompts' keys and values into the cache. */
    void storePrompts() {
        Arrays.fill(starts, 0);
        cache.store(promptRows, padded, starts);
    }

    /**
     * Enqueues the copy of a step's keys and values into the cache.
     *
     * @param generated tokens that were there before the step, from 1
     */
    void storeStep(int generated) {
        for (int sequence = 0; sequence < starts.length; sequence++) {
            starts[sequence] = request.prompts().get(sequence).length + generated - 1;
        }
        cache.store(stepRows, 1, starts);
    }

    /** Returns the token that the engine chose for a sequence. */
    int token(int sequence) {
        return (int) results.host(TOKENS).bytes().getLong(sequence * Long.BYTES);
    }

    /** Writes a token that was chosen on the host, over the engine's. */
    void writeToken(int sequence, int chosen) {
        results.host(TOKENS).bytes().putLong(sequence * Long.BYTES, chosen);
    }

    /** Enqueues the copy of tokens that were chosen on the host; positions and lengths stay those of the engine. */
    void sendTokens() {
        for (int i = 0; i < stepInputs.hosts().size(); i++) {
            stepInputs.put(i, results.host(i));
        }
        stepInputs.toDevice();
    }

    /** Returns the logits, FLOAT32 {@code [batch, vocabulary]}. */
    Tensor logits() {
        return logits.host(0);
    }
}
