package io.inferbench.backend.ort;

import io.inferbench.api.ElementType;
import io.inferbench.api.Tensor;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.GenerationRequest;
import java.nio.ByteBuffer;
import org.bytedeco.onnxruntime.IoBinding;

/**
 * The tensors of one generation, bound to a generation graph for prefill and for decode.
 *
 * <p>The cache is bound as past and as present, and the next token's memory is the next step's input, so no step moves
 * either. Host tensors have a mirror where the engine works; on the CPU that is the same memory.
 */
final class DecoderTensors {

    private final GenerationGraph graph;
    private final GenerationRequest request;
    private final EngineSession engine;
    private final CallMemory memory;
    private final int padded;
    private final int capacity;

    private final MirroredTensor promptTokens;
    private final MirroredTensor promptPositions;
    private final MirroredTensor lengths;
    private final MirroredTensor position;
    private final MirroredTensor token;
    private final MirroredTensor logits;
    private final MirroredTensor total;
    private final EngineTensor[] keys;
    private final EngineTensor[] values;

    /**
     * Allocates; the caller frees the memory, also after a failure.
     *
     * @throws BackendException if there is not enough memory
     */
    DecoderTensors(
            EngineSession engine, GenerationGraph graph, GenerationRequest request, int capacity, CallMemory memory)
            throws BackendException {
        this.engine = engine;
        this.graph = graph;
        this.request = request;
        this.memory = memory;
        this.capacity = capacity;
        this.padded = request.longestPrompt();
        int batch = request.batchSize();
        this.promptTokens = mirrored(GenerationGraph.INPUT_IDS, ElementType.INT64, batch, padded);
        this.promptPositions = mirrored(GenerationGraph.POSITION_IDS, ElementType.INT64, batch, padded);
        this.lengths = mirrored(GenerationGraph.LENGTHS, ElementType.INT32, batch);
        this.position = mirrored(GenerationGraph.POSITION_IDS, ElementType.INT64, batch, 1);
        this.token = mirrored(GenerationGraph.INPUT_IDS, ElementType.INT64, batch, 1);
        Tensor hostLogits = Tensor.allocate(GenerationGraph.LOGITS, ElementType.FLOAT32, batch, graph.vocabularySize());
        this.logits = MirroredTensor.of(hostLogits, engine.outputMemory(GenerationGraph.LOGITS, memory));
        this.total = mirrored(GenerationGraph.TOTAL_LENGTH, ElementType.INT32);
        this.keys = new EngineTensor[graph.layers()];
        this.values = new EngineTensor[graph.layers()];
        for (int layer = 0; layer < graph.layers(); layer++) {
            keys[layer] = memory.allocate(graph.cacheType(), graph.cacheShape(batch, capacity));
            values[layer] = memory.allocate(graph.cacheType(), graph.cacheShape(batch, capacity));
        }
    }

    private MirroredTensor mirrored(String input, ElementType type, long... shape) throws BackendException {
        return MirroredTensor.of(Tensor.allocate(input, type, shape), engine.inputMemory(input, memory));
    }

    /** Binds the pass over the prompts. */
    void bindPrefill(IoBinding binding) {
        promptTokens.engine().bindInput(binding, GenerationGraph.INPUT_IDS);
        if (graph.takesPositions()) {
            promptPositions.engine().bindInput(binding, GenerationGraph.POSITION_IDS);
        }
        bindCommon(binding);
    }

    /** Binds the pass over one token per sequence. */
    void bindDecode(IoBinding binding) {
        token.engine().bindInput(binding, GenerationGraph.INPUT_IDS);
        if (graph.takesPositions()) {
            position.engine().bindInput(binding, GenerationGraph.POSITION_IDS);
        }
        bindCommon(binding);
    }

    private void bindCommon(IoBinding binding) {
        lengths.engine().bindInput(binding, GenerationGraph.LENGTHS);
        if (graph.takesTotalLength()) {
            total.engine().bindInput(binding, GenerationGraph.TOTAL_LENGTH);
        }
        for (int layer = 0; layer < graph.layers(); layer++) {
            keys[layer].bindInput(binding, GenerationGraph.pastKey(layer));
            keys[layer].bindOutput(binding, GenerationGraph.presentKey(layer));
            values[layer].bindInput(binding, GenerationGraph.pastValue(layer));
            values[layer].bindOutput(binding, GenerationGraph.presentValue(layer));
        }
        token.engine().bindOutput(binding, GenerationGraph.NEXT_TOKEN);
        logits.engine().bindOutput(binding, GenerationGraph.LOGITS);
    }

    /** Binds the lengths and positions that a graph computes for its next step over those it has just read. */
    void bindFeedback(IoBinding binding) {
        lengths.engine().bindOutput(binding, GenerationGraph.NEXT_LENGTHS);
        position.engine().bindOutput(binding, GenerationGraph.NEXT_POSITION);
    }

    /** Writes the prompts, as an empty cache wants them. */
    void writePrompts() {
        ByteBuffer tokens = promptTokens.host().bytes();
        ByteBuffer positions = promptPositions.host().bytes();
        for (int sequence = 0; sequence < request.batchSize(); sequence++) {
            int[] prompt = request.prompts().get(sequence);
            for (int at = 0; at < padded; at++) {
                int offset = (sequence * padded + at) * Long.BYTES;
                tokens.putLong(offset, at < prompt.length ? prompt[at] : 0);
                positions.putLong(offset, at);
            }
        }
        writeLengths(0);
        writeTotal(padded);
        promptTokens.toEngine();
        if (graph.takesPositions()) {
            promptPositions.toEngine();
        }
    }

    /**
     * Writes lengths and positions of the step that reads token number {@code generated} of each answer.
     *
     * @param generated from 1
     */
    void writeStep(int generated) {
        for (int sequence = 0; sequence < request.batchSize(); sequence++) {
            int place = request.prompts().get(sequence).length + generated - 1;
            position.host().bytes().putLong(sequence * Long.BYTES, place);
        }
        position.toEngine();
        writeLengths(generated);
    }

    /** Writes a step that reads token 0 into an empty cache: any step will do to be captured, and this one stays in bounds. */
    void writeEmptyStep() {
        for (int sequence = 0; sequence < request.batchSize(); sequence++) {
            writeToken(sequence, 0);
            position.host().bytes().putLong(sequence * Long.BYTES, 0);
            lengths.host().bytes().putInt(sequence * Integer.BYTES, 0);
        }
        sendTokens();
        position.toEngine();
        lengths.toEngine();
    }

    private void writeLengths(int generated) {
        for (int sequence = 0; sequence < request.batchSize(); sequence++) {
            int inCache = request.prompts().get(sequence).length + generated;
            lengths.host().bytes().putInt(sequence * Integer.BYTES, inCache - 1);
        }
        lengths.toEngine();
    }

    /** Writes a total length between the longest sequence and the capacity of the cache. */
    void writeTotal(int length) {
        total.host().bytes().putInt(0, length);
        if (graph.takesTotalLength()) {
            total.toEngine();
        }
    }

    /** Returns the number of tokens per sequence that the cache has room for. */
    int capacity() {
        return capacity;
    }

    /** Returns the length that the step after {@code generated} tokens has at most. */
    int totalAfter(int generated) {
        return padded + generated;
    }

    /** Writes a token that was chosen on the host. */
    void writeToken(int sequence, int chosen) {
        token.host().bytes().putLong(sequence * Long.BYTES, chosen);
    }

    /** Carries tokens that were chosen on the host to the engine. */
    void sendTokens() {
        token.toEngine();
    }

    /** Fetches the tokens that the engine chose, and the logits; both can be read once the run has finished. */
    void fetch(boolean tokensWanted, boolean logitsWanted) {
        if (tokensWanted) {
            token.toHost();
        }
        if (logitsWanted) {
            logits.toHost();
        }
    }

    /** Returns the token of a sequence. */
    int token(int sequence) {
        return (int) token.host().bytes().getLong(sequence * Long.BYTES);
    }

    /** Returns the logits, FLOAT32 {@code [batch, vocabulary]}. */
    Tensor logits() {
        return logits.host();
    }
}
