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
    private final CallMemory memory;
    private final int padded;
    private final int capacity;

    private final MirroredTensor promptTokens;
    private final MirroredTensor promptPositions;
    private final MirroredTensor lengths;
    private final MirroredTensor position;
    private final MirroredTensor token;
    private final MirroredTensor logits;
    private final Tensor total;
    private final EngineTensor totalOnHost;
    private final EngineTensor[] keys;
    private final EngineTensor[] values;

    /**
     * Allocates; the caller frees the memory, also after a failure.
     *
     * @param host the host's own memory, where the total length stays
     * @throws BackendException if there is not enough memory
     */
    DecoderTensors(GenerationGraph graph, GenerationRequest request, int capacity, CallMemory memory, CallMemory host)
            throws BackendException {
        this.graph = graph;
        this.request = request;
        this.memory = memory;
        this.capacity = capacity;
        this.padded = request.longestPrompt();
        int batch = request.batchSize();
        this.promptTokens = mirrored("prompt tokens", ElementType.INT64, batch, padded);
        this.promptPositions = mirrored("prompt positions", ElementType.INT64, batch, padded);
        this.lengths = mirrored("lengths", ElementType.INT32, batch);
        this.position = mirrored("position", ElementType.INT64, batch, 1);
        this.token = mirrored("token", ElementType.INT64, batch, 1);
        this.logits = mirrored("logits", ElementType.FLOAT32, batch, graph.vocabularySize());
        this.total = Tensor.allocate("total length", ElementType.INT32);
        this.totalOnHost = host.mirror(total);
        this.keys = new EngineTensor[graph.layers()];
        this.values = new EngineTensor[graph.layers()];
        for (int layer = 0; layer < graph.layers(); layer++) {
            keys[layer] = memory.allocate(graph.cacheType(), graph.cacheShape(batch, capacity));
            values[layer] = memory.allocate(graph.cacheType(), graph.cacheShape(batch, capacity));
        }
    }

    private MirroredTensor mirrored(String name, ElementType type, long... shape) throws BackendException {
        return MirroredTensor.of(Tensor.allocate(name, type, shape), memory);
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
            totalOnHost.bindInput(binding, GenerationGraph.TOTAL_LENGTH);
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
        total.bytes().putInt(0, padded);
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
        total.bytes().putInt(0, padded + generated);
    }

    private void writeLengths(int generated) {
        for (int sequence = 0; sequence < request.batchSize(); sequence++) {
            int inCache = request.prompts().get(sequence).length + generated;
            lengths.host().bytes().putInt(sequence * Integer.BYTES, inCache - 1);
        }
        lengths.toEngine();
    }

    /** Sets the total length that every step of the whole call may use. */
    void writeWholeTotal() {
        total.bytes().putInt(0, capacity);
    }

    /** Writes a token that was chosen on the host. */
    void writeToken(int sequence, int chosen) {
        token.host().bytes().putLong(sequence * Long.BYTES, chosen);
    }

    /** Carries tokens that were chosen on the host to the engine. */
    void sendTokens() {
        token.toEngine();
    }

    /** Fetches the tokens that the engine chose, and the logits if they are wanted; both readable once synchronised. */
    void fetch(boolean tokensWanted, boolean logitsWanted) {
        if (tokensWanted) {
            token.toHost();
        }
        if (logitsWanted) {
            logits.toHost();
        }
        memory.synchronize();
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
