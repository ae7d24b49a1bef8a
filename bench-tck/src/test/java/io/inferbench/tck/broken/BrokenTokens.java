package io.inferbench.tck.broken;

import io.inferbench.api.Tensor;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.GenerationCall;
import io.inferbench.api.backend.GenerationRequest;
import io.inferbench.api.backend.GenerationSession;
import io.inferbench.api.backend.Sampling;
import io.inferbench.api.backend.TokenListener;
import io.inferbench.api.backend.TokenStep;
import io.inferbench.tck.doubles.ToyGenerator;
import java.util.List;
import java.util.Optional;

/** Backends whose tokens or logits are wrong. */
public final class BrokenTokens {

    private BrokenTokens() {}

    @Breaks({"G-02", "G-06", "G-09"})
    public static final class HidesLogits extends TamperedGenerator {
        @Override
        GenerationSession generation() {
            return new ToyGenerator() {
                @Override
                protected boolean deliver(TokenListener listener, TokenStep step) {
                    return listener.onStep(new WithoutLogits(step));
                }
            };
        }
    }

    @Breaks({"G-02", "G-06", "G-09"})
    public static final class ShowsNotANumber extends TamperedGenerator {
        @Override
        GenerationSession generation() {
            return new ToyGenerator() {
                @Override
                protected float[] shown(float[] logits) {
                    float[] damaged = logits.clone();
                    damaged[logits.length - 1] = Float.NaN;
                    return damaged;
                }
            };
        }
    }

    @Breaks("G-06")
    public static final class ShowsOtherLogits extends TamperedGenerator {
        @Override
        GenerationSession generation() {
            return new ToyGenerator() {
                @Override
                protected float[] shown(float[] logits) {
                    return new float[logits.length];
                }
            };
        }
    }

    @Breaks("G-07")
    public static final class IgnoresStopTokens extends TamperedGenerator {
        @Override
        GenerationSession generation() {
            return new ToyGenerator() {
                @Override
                protected boolean ends(GenerationRequest request, int token) {
                    return false;
                }
            };
        }
    }

    @Breaks("G-07")
    public static final class StopsAtAnyTokenOnceTold extends TamperedGenerator {
        @Override
        GenerationSession generation() {
            return new ToyGenerator() {
                @Override
                protected boolean ends(GenerationRequest request, int token) {
                    return !request.stopTokens().isEmpty();
                }
            };
        }
    }

    @Breaks("G-08")
    public static final class NamesOneProblemOnly extends TamperedGenerator {
        @Override
        GenerationSession generation() {
            return new ToyGenerator() {
                @Override
                public GenerationCall prepare(GenerationRequest request) throws BackendException {
                    try {
                        return super.prepare(request);
                    } catch (BackendException refused) {
                        throw new BackendException(refused.getMessage().split(";")[0], refused);
                    }
                }
            };
        }
    }

    @Breaks("G-09")
    public static final class SeesItsNeighbours extends TamperedGenerator {
        @Override
        GenerationSession generation() {
            return new ToyGenerator() {
                @Override
                protected float logit(List<Integer> text, int id, int step, GenerationRequest request) {
                    return super.logit(text, id + 1_000 * request.batchSize(), step, request);
                }
            };
        }
    }

    @Breaks("G-10")
    public static final class IgnoresTopK extends TamperedGenerator {
        @Override
        GenerationSession generation() {
            return new ToyGenerator() {
                @Override
                protected Sampling sampling(Sampling asked) {
                    return new Sampling(asked.temperature(), asked.topP(), 0, asked.seed());
                }
            };
        }
    }

    @Breaks("G-10")
    public static final class IgnoresTopP extends TamperedGenerator {
        @Override
        GenerationSession generation() {
            return new ToyGenerator() {
                @Override
                protected Sampling sampling(Sampling asked) {
                    return new Sampling(asked.temperature(), 1, asked.topK(), asked.seed());
                }
            };
        }
    }

    @Breaks({"B-05", "G-08"})
    public static final class TakesUnknownIds extends TamperedGenerator {
        @Override
        GenerationSession generation() {
            return new ToyGenerator() {
                @Override
                public GenerationCall prepare(GenerationRequest request) throws BackendException {
                    GenerationRequest.Builder known = GenerationRequest.builder(request.maxNewTokens())
                            .stopTokens(request.stopTokens())
                            .sampling(request.sampling())
                            .logitsWanted(request.logitsWanted());
                    for (int[] prompt : request.prompts()) {
                        int[] clipped = prompt.clone();
                        clipped[clipped.length - 1] =
                                Math.floorMod(clipped[clipped.length - 1], LIMITS.vocabularySize());
                        known.prompt(clipped);
                    }
                    return super.prepare(known.build());
                }
            };
        }
    }

    private record WithoutLogits(TokenStep sound) implements TokenStep {

        @Override
        public int index() {
            return sound.index();
        }

        @Override
        public int batchSize() {
            return sound.batchSize();
        }

        @Override
        public boolean hasToken(int sequence) {
            return sound.hasToken(sequence);
        }

        @Override
        public int token(int sequence) {
            return sound.token(sequence);
        }

        @Override
        public Optional<Tensor> logits() {
            return Optional.empty();
        }
    }
}
