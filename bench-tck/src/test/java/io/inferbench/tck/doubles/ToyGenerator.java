package io.inferbench.tck.doubles;

import io.inferbench.api.Device;
import io.inferbench.api.ElementType;
import io.inferbench.api.Precision;
import io.inferbench.api.Tensor;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.GenerationCall;
import io.inferbench.api.backend.GenerationLimits;
import io.inferbench.api.backend.GenerationRequest;
import io.inferbench.api.backend.GenerationSession;
import io.inferbench.api.backend.KvCache;
import io.inferbench.api.backend.Sampling;
import io.inferbench.api.backend.TokenListener;
import io.inferbench.api.backend.TokenSampler;
import io.inferbench.api.backend.TokenStep;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** A sound generation session in which each decision can be overridden, to be broken one at a time. */
public class ToyGenerator implements GenerationSession {

    protected static final GenerationLimits LIMITS = new GenerationLimits(64, 128, 8);
    private static final int NO_TOKEN = -1;

    private boolean closed;

    public ToyGenerator() {}

    @Override
    public GenerationLimits limits() {
        return LIMITS;
    }

    @Override
    public KvCache kvCache() {
        return new KvCache(KvCache.Residency.HOST, Long.BYTES, 0);
    }

    @Override
    public List<Device> devices() {
        return List.of(Device.CPU);
    }

    @Override
    public Map<String, String> facts() {
        return Map.of();
    }

    @Override
    public GenerationCall prepare(GenerationRequest request) throws BackendException {
        requireOpen();
        // The fake's session already refuses what exceeds these limits.
        FakeEngine engine =
                new FakeEngine(run -> 0, FakeEngine.Clock.REAL, FakeBackend.Misbehaviour.NONE, 0, devices());
        new FakeGenerationSession(new FakeModel(FakeModel.Kind.GENERATION, Precision.FP32, 0), engine)
                .prepare(request)
                .close();
        return new Call(request);
    }

    @Override
    public void close() {
        closed = true;
    }

    protected void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the session is closed");
        }
    }

    /** Returns the logit of an id after what a sequence holds so far. */
    protected float logit(List<Integer> text, int id, int step, GenerationRequest request) {
        long hash = new SplittableRandom(text.hashCode() * 1_000_003L + id).nextLong();
        return (hash >> 40) * 0x1p-23f;
    }

    /** Returns the logits as the step shows them. */
    protected float[] shown(float[] logits) {
        return logits;
    }

    /** Returns by what the next token is chosen. */
    protected Sampling sampling(Sampling asked) {
        return asked;
    }

    protected boolean ends(GenerationRequest request, int token) {
        return request.stopTokens().contains(token);
    }

    protected int index(int step) {
        return step;
    }

    /** Returns whether to go on. */
    protected boolean deliver(TokenListener listener, TokenStep step) throws BackendException {
        return listener.onStep(step);
    }

    protected int steps(GenerationRequest request) {
        return request.maxNewTokens();
    }

    protected void beforeRun(GenerationRequest request) {}

    private final class Call implements GenerationCall {

        private final GenerationRequest request;
        private boolean callClosed;

        Call(GenerationRequest request) {
            this.request = request;
        }

        @Override
        public void run(TokenListener listener) throws BackendException {
            requireOpen();
            if (callClosed) {
                throw new IllegalStateException("the call is closed");
            }
            beforeRun(request);
            Run run = new Run(request);
            for (int step = 0; step < steps(request) && run.hasLiveSequence(); step++) {
                run.next(step);
                if (!deliver(listener, run)) {
                    return;
                }
            }
        }

        @Override
        public void close() {
            callClosed = true;
        }
    }

    private final class Run implements TokenStep {

        private final GenerationRequest request;
        private final ArrayList<List<Integer>> texts = new ArrayList<>();
        private final TokenSampler sampler;
        private final int[] tokens;
        private final boolean[] ended;
        private final Tensor logits;
        private final Tensor visibleLogits;
        private int step;

        Run(GenerationRequest request) {
            this.request = request;
            for (int[] prompt : request.prompts()) {
                texts.add(new ArrayList<>(Arrays.stream(prompt).boxed().toList()));
            }
            this.sampler = new TokenSampler(sampling(request.sampling()), request.batchSize(), LIMITS.vocabularySize());
            this.tokens = new int[request.batchSize()];
            this.ended = new boolean[request.batchSize()];
            this.logits = Tensor.allocate("logits", ElementType.FLOAT32, tokens.length, LIMITS.vocabularySize());
            this.visibleLogits = Tensor.allocate("logits", ElementType.FLOAT32, logits.shape());
        }

        boolean hasLiveSequence() {
            for (boolean over : ended) {
                if (!over) {
                    return true;
                }
            }
            return false;
        }

        void next(int number) {
            step = number;
            for (int sequence = 0; sequence < tokens.length; sequence++) {
                tokens[sequence] = NO_TOKEN;
                if (!ended[sequence]) {
                    float[] row = new float[LIMITS.vocabularySize()];
                    for (int id = 0; id < row.length; id++) {
                        row[id] = logit(texts.get(sequence), id, step, request);
                    }
                    put(logits, sequence, row);
                    put(visibleLogits, sequence, shown(row));
                    tokens[sequence] = sampler.choose(logits, sequence);
                    texts.get(sequence).add(tokens[sequence]);
                    ended[sequence] = ends(request, tokens[sequence]);
                }
            }
        }

        private static void put(Tensor all, int sequence, float[] row) {
            all.bytes().asFloatBuffer().put(sequence * row.length, row);
        }

        @Override
        public int index() {
            return ToyGenerator.this.index(step);
        }

        @Override
        public int batchSize() {
            return tokens.length;
        }

        @Override
        public boolean hasToken(int sequence) {
            return tokens[sequence] != NO_TOKEN;
        }

        @Override
        public int token(int sequence) {
            if (tokens[sequence] == NO_TOKEN) {
                throw new IllegalStateException("sequence " + sequence + " had ended");
            }
            return tokens[sequence];
        }

        @Override
        public Optional<Tensor> logits() {
            return request.logitsWanted() ? Optional.of(visibleLogits) : Optional.empty();
        }
    }
}
