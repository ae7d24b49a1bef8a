package io.inferbench.tck.broken;

import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.GenerationCall;
import io.inferbench.api.backend.GenerationRequest;
import io.inferbench.api.backend.GenerationSession;
import io.inferbench.api.backend.KvCache;
import io.inferbench.api.backend.Sampling;
import io.inferbench.api.backend.TokenListener;
import io.inferbench.api.backend.TokenStep;
import io.inferbench.tck.doubles.ToyGenerator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Backends whose generation sessions do not run as they should. */
public final class BrokenGenerators {

    private BrokenGenerators() {}

    @Breaks("B-05")
    public static final class GeneratorClosesOnce extends TamperedGenerator {
        @Override
        GenerationSession generation() {
            return new ToyGenerator() {
                private boolean over;

                @Override
                public void close() {
                    if (over) {
                        throw new IllegalStateException("closed twice");
                    }
                    over = true;
                    super.close();
                }
            };
        }
    }

    @Breaks("B-06")
    public static final class GeneratesAfterClose extends TamperedGenerator {
        @Override
        GenerationSession generation() {
            return new ToyGenerator() {
                @Override
                protected void requireOpen() {
                    // Goes on as if nothing had been said.
                }
            };
        }
    }

    @Breaks("B-07")
    public static final class ChangesPrompts extends TamperedGenerator {
        @Override
        GenerationSession generation() {
            return new ToyGenerator() {
                @Override
                public GenerationCall prepare(GenerationRequest request) throws BackendException {
                    GenerationCall sound = super.prepare(request);
                    return new GenerationCall() {
                        @Override
                        public void run(TokenListener listener) throws BackendException {
                            sound.run(listener);
                        }

                        @Override
                        public void close() {
                            sound.close();
                            request.prompts().get(0)[0]++;
                        }
                    };
                }
            };
        }
    }

    @Breaks("G-01")
    public static final class ReportsFromAnotherThread extends TamperedGenerator {
        @Override
        GenerationSession generation() {
            return new ToyGenerator() {
                @Override
                protected boolean deliver(TokenListener listener, TokenStep step) throws BackendException {
                    return OtherThread.call(() -> listener.onStep(step));
                }
            };
        }
    }

    @Breaks("G-01")
    public static final class CountsFromOne extends TamperedGenerator {
        @Override
        GenerationSession generation() {
            return new ToyGenerator() {
                @Override
                protected int index(int step) {
                    return step + 1;
                }
            };
        }
    }

    @Breaks("G-01")
    public static final class StopsOneStepEarly extends TamperedGenerator {
        @Override
        GenerationSession generation() {
            return new ToyGenerator() {
                @Override
                protected int steps(GenerationRequest request) {
                    return request.maxNewTokens() - 1;
                }
            };
        }
    }

    @Breaks("G-02")
    public static final class DamagesItsCache extends TamperedGenerator {
        @Override
        GenerationSession generation() {
            return new ToyGenerator() {
                @Override
                protected float logit(List<Integer> text, int id, int step, GenerationRequest request) {
                    return super.logit(step < 2 ? text : text.subList(1, text.size()), id, step, request);
                }
            };
        }
    }

    @Breaks("G-03")
    public static final class DrawsUnseeded extends TamperedGenerator {
        @Override
        GenerationSession generation() {
            return new ToyGenerator() {
                @Override
                protected Sampling sampling(Sampling asked) {
                    return new Sampling(asked.temperature(), asked.topP(), asked.topK(), CALLS.incrementAndGet());
                }
            };
        }
    }

    @Breaks("G-03")
    public static final class IgnoresTheSeed extends TamperedGenerator {
        @Override
        GenerationSession generation() {
            return new ToyGenerator() {
                @Override
                protected Sampling sampling(Sampling asked) {
                    return new Sampling(asked.temperature(), asked.topP(), asked.topK(), 0);
                }
            };
        }
    }

    @Breaks("G-04")
    public static final class WeighsNothing extends TamperedGenerator {
        @Override
        GenerationSession generation() {
            return new ToyGenerator() {
                @Override
                public KvCache kvCache() {
                    return new KvCache(KvCache.Residency.DEVICE, 0, 0);
                }
            };
        }
    }

    @Breaks("G-04")
    public static final class HasNoCacheButCopiesIt extends TamperedGenerator {
        @Override
        GenerationSession generation() {
            return new ToyGenerator() {
                @Override
                public KvCache kvCache() {
                    return new KvCache(KvCache.Residency.NONE, 0, 4096);
                }
            };
        }
    }

    @Breaks("G-05")
    public static final class DoesNotStop extends TamperedGenerator {
        @Override
        GenerationSession generation() {
            return new ToyGenerator() {
                @Override
                protected boolean deliver(TokenListener listener, TokenStep step) {
                    listener.onStep(step);
                    return true;
                }
            };
        }
    }

    @Breaks("G-05")
    public static final class SwallowsExceptions extends TamperedGenerator {
        @Override
        GenerationSession generation() {
            return new ToyGenerator() {
                @Override
                protected boolean deliver(TokenListener listener, TokenStep step) {
                    try {
                        return listener.onStep(step);
                    } catch (IllegalArgumentException swallowed) {
                        return false;
                    }
                }
            };
        }
    }

    @Breaks("G-05")
    public static final class StaysCancelled extends TamperedGenerator {
        @Override
        GenerationSession generation() {
            return new ToyGenerator() {
                private final AtomicBoolean cancelled = new AtomicBoolean();

                @Override
                protected boolean deliver(TokenListener listener, TokenStep step) throws BackendException {
                    boolean wanted = super.deliver(listener, step);
                    cancelled.compareAndSet(false, !wanted);
                    return wanted && !cancelled.get();
                }
            };
        }
    }

    private static final AtomicLong CALLS = new AtomicLong();

    /** Calls what is to be called from a thread of its own. */
    private static final class OtherThread {

        private OtherThread() {}

        static boolean call(Callable<Boolean> action) throws BackendException {
            ExecutorService thread = Executors.newSingleThreadExecutor();
            try {
                return thread.submit(action).get();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new BackendException("interrupted", interrupted);
            } catch (ExecutionException failed) {
                if (failed.getCause() instanceof RuntimeException unchecked) {
                    throw unchecked;
                }
                throw new BackendException("failed", failed);
            } finally {
                thread.shutdown();
            }
        }
    }
}
