package io.inferbench.tck.broken;

import io.inferbench.api.Tensor;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.InferenceRequest;
import io.inferbench.api.backend.TensorCall;
import io.inferbench.api.backend.TensorSession;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Backends whose tensor sessions do not open, close and hand over as they should. */
public final class BrokenTensorBackends {

    private BrokenTensorBackends() {}

    @Breaks("B-05")
    public static final class SecondCloseThrows extends TamperedBackend {
        @Override
        TensorSession session(TensorSession opened) {
            return new Session(opened) {
                private boolean closed;

                @Override
                public void close() {
                    if (closed) {
                        throw new IllegalStateException("closed twice");
                    }
                    closed = true;
                    super.close();
                }
            };
        }
    }

    @Breaks("B-05")
    public static final class CannotCloseAfterFailure extends TamperedBackend {
        @Override
        TensorSession session(TensorSession opened) {
            return new Session(opened) {
                private boolean failed;

                @Override
                TensorCall call(TensorCall prepared, InferenceRequest request) {
                    return new Call(prepared, request) {
                        @Override
                        public void run() throws BackendException {
                            failed = true;
                            super.run();
                            failed = false;
                        }
                    };
                }

                @Override
                public void close() {
                    if (failed && isOpen()) {
                        throw new IllegalStateException("the engine is in a failed state");
                    }
                    super.close();
                }

                private boolean isOpen() {
                    try {
                        prepare(InferenceRequest.builder().build()).close();
                        return true;
                    } catch (BackendException refused) {
                        return true;
                    } catch (IllegalStateException closed) {
                        return false;
                    }
                }
            };
        }
    }

    @Breaks("B-06")
    public static final class SessionNeverCloses extends TamperedBackend {
        @Override
        TensorSession session(TensorSession opened) {
            return new Session(opened) {
                @Override
                public void close() {
                    // Goes on as if nothing had been said.
                }
            };
        }
    }

    @Breaks("B-06")
    public static final class CallNeverCloses extends TamperedCalls {
        @Override
        TensorCall call(TensorCall prepared, InferenceRequest request) {
            return new Call(prepared, request) {
                @Override
                public void close() {
                    // Goes on as if nothing had been said.
                }
            };
        }
    }

    @Breaks("B-07")
    public static final class MovesPositions extends TamperedCalls {
        @Override
        TensorCall call(TensorCall prepared, InferenceRequest request) {
            return new Call(prepared, request) {
                @Override
                public void run() throws BackendException {
                    super.run();
                    request.inputs().get(0).bytes().position(4);
                }
            };
        }
    }

    @Breaks("B-07")
    public static final class ChangesInputs extends TamperedCalls {
        @Override
        TensorCall call(TensorCall prepared, InferenceRequest request) {
            return new Call(prepared, request) {
                @Override
                public void close() {
                    super.close();
                    request.inputs().get(0).bytes().putFloat(0, 99);
                }
            };
        }
    }

    @Breaks("B-08")
    public static final class MisnamesOutputs extends TamperedCalls {
        @Override
        List<Tensor> outputs(Tensor y) {
            return List.of(Tensor.of("z", y.type(), y.shape(), y.bytes()));
        }
    }

    @Breaks("B-08")
    public static final class FlattensOutputs extends TamperedCalls {
        @Override
        List<Tensor> outputs(Tensor y) {
            return List.of(Tensor.of(y.name(), y.type(), new long[] {y.elementCount()}, y.bytes()));
        }
    }

    @Breaks("B-08")
    public static final class ChangesTheBatch extends TamperedCalls {
        @Override
        List<Tensor> outputs(Tensor y) {
            long rows = y.shape()[0];
            return List.of(Tensor.of(y.name(), y.type(), new long[] {2 * rows, y.shape()[1] / 2}, y.bytes()));
        }
    }

    @Breaks("B-09")
    public static final class SharesOutputs extends TamperedBackend {
        @Override
        TensorSession session(TensorSession opened) {
            return new Session(opened) {
                private final Map<Thread, Tensor> shared = new ConcurrentHashMap<>();

                @Override
                TensorCall call(TensorCall prepared, InferenceRequest request) {
                    return new Call(prepared, request) {
                        @Override
                        public void run() throws BackendException {
                            super.run();
                            Tensor y = super.outputs().get(0);
                            shared.computeIfAbsent(
                                            Thread.currentThread(),
                                            thread -> Tensor.allocate(y.name(), y.type(), y.shape()))
                                    .bytes()
                                    .duplicate()
                                    .put(y.bytes().duplicate());
                        }

                        @Override
                        public List<Tensor> outputs() {
                            return List.of(shared.get(Thread.currentThread()));
                        }
                    };
                }
            };
        }
    }

    @Breaks({"B-05", "B-15"})
    public static final class RefusesUnchecked extends TamperedBackend {
        @Override
        TensorSession session(TensorSession opened) {
            return new Session(opened) {
                @Override
                public TensorCall prepare(InferenceRequest request) {
                    try {
                        return super.prepare(request);
                    } catch (BackendException refused) {
                        throw new IllegalArgumentException(refused);
                    }
                }
            };
        }
    }
}
