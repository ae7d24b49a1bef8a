package io.inferbench.tck.broken;

import io.inferbench.api.Tensor;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.BackendSession;
import io.inferbench.api.backend.DeviceTimed;
import io.inferbench.api.backend.EngineTimed;
import io.inferbench.api.backend.EnqueueTimed;
import io.inferbench.api.backend.InferenceRequest;
import io.inferbench.api.backend.SessionSpec;
import io.inferbench.api.backend.TensorCall;
import io.inferbench.api.backend.TensorSession;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Backends whose answers are wrong, or come at the wrong price. */
public final class BrokenTensorAnswers {

    /** What leaking backends hold on to. */
    public static final List<ByteBuffer> LEAKED = new ArrayList<>();

    /** The memory in use on a device that does not exist. */
    public static final AtomicLong DEVICE_BYTES = new AtomicLong();

    private BrokenTensorAnswers() {}

    @Breaks({"B-10", "B-11"})
    public static final class SecondCallDiffers extends TamperedBackend {
        @Override
        TensorSession session(TensorSession opened) {
            return new Session(opened) {
                private final AtomicInteger calls = new AtomicInteger();

                @Override
                TensorCall call(TensorCall prepared, InferenceRequest request) {
                    boolean wrong = calls.getAndIncrement() > 0;
                    return new Call(prepared, request) {
                        @Override
                        public void run() throws BackendException {
                            super.run();
                            if (wrong) {
                                super.outputs().get(0).bytes().putFloat(0, 99);
                            }
                        }
                    };
                }
            };
        }
    }

    @Breaks({"B-10", "B-11", "B-14"})
    public static final class NotANumber extends TamperedCalls {
        @Override
        List<Tensor> outputs(Tensor y) {
            y.bytes().putFloat(0, Float.NaN);
            return List.of(y);
        }
    }

    @Breaks("B-11")
    public static final class ThreadBound extends TamperedCalls {
        private final Thread owner = Thread.currentThread();

        @Override
        List<Tensor> outputs(Tensor y) {
            return Thread.currentThread() == owner
                    ? List.of(y)
                    : List.of(Tensor.allocate(y.name(), y.type(), y.shape()));
        }
    }

    @Breaks("B-13")
    public static final class LeaksSessions extends TamperedBackend {
        @Override
        public BackendSession open(SessionSpec spec) throws BackendException {
            leak(1 << 20);
            return super.open(spec);
        }
    }

    @Breaks("B-13")
    public static final class LeaksDeviceMemory extends TamperedCalls {
        @Override
        List<Tensor> outputs(Tensor y) {
            DEVICE_BYTES.addAndGet(1 << 20);
            return List.of(y);
        }
    }

    @Breaks("B-14")
    public static final class MovesInputsTooEarly extends TamperedBackend {
        @Override
        TensorSession session(TensorSession opened) {
            return new Session(opened) {
                @Override
                public TensorCall prepare(InferenceRequest request) throws BackendException {
                    InferenceRequest.Builder moved = InferenceRequest.builder();
                    for (Tensor input : request.inputs()) {
                        Tensor copy = Tensor.allocate(input.name(), input.type(), input.shape());
                        copy.bytes().duplicate().put(input.bytes().duplicate());
                        moved.input(copy);
                    }
                    return super.prepare(moved.build());
                }
            };
        }
    }

    @Breaks("B-14")
    public static final class IgnoresInputs extends TamperedCalls {
        @Override
        List<Tensor> outputs(Tensor y) {
            return List.of(Tensor.allocate(y.name(), y.type(), y.shape()));
        }
    }

    @Breaks("B-15")
    public static final class DropsUnknownInputs extends TamperedBackend {
        @Override
        TensorSession session(TensorSession opened) {
            return new Session(opened) {
                @Override
                public TensorCall prepare(InferenceRequest request) throws BackendException {
                    InferenceRequest.Builder known = InferenceRequest.builder();
                    request.inputs().stream()
                            .filter(input -> signature().input(input.name()).isPresent())
                            .forEach(known::input);
                    return super.prepare(known.build());
                }
            };
        }
    }

    @Breaks("B-15")
    public static final class NamesTheFirstOnly extends TamperedBackend {
        @Override
        TensorSession session(TensorSession opened) {
            return new Session(opened) {
                @Override
                public TensorCall prepare(InferenceRequest request) throws BackendException {
                    try {
                        return super.prepare(request);
                    } catch (BackendException refused) {
                        throw new BackendException(refused.getMessage().split(";")[0], refused);
                    }
                }
            };
        }
    }

    @Breaks("B-16")
    public static final class NegativeDeviceTime extends TamperedCalls {
        @Override
        TensorCall call(TensorCall prepared, InferenceRequest request) {
            return new Timed(prepared, request, -1, 0);
        }
    }

    @Breaks("B-16")
    public static final class EndlessEnqueueTime extends TamperedCalls {
        @Override
        TensorCall call(TensorCall prepared, InferenceRequest request) {
            return new Timed(prepared, request, 0, TimeUnit.HOURS.toNanos(1));
        }
    }

    @Breaks("B-16")
    public static final class EndlessEngineTime extends TamperedCalls {
        @Override
        TensorCall call(TensorCall prepared, InferenceRequest request) {
            return new EngineClock(prepared, request);
        }
    }

    private static final class EngineClock extends TamperedBackend.Call implements EngineTimed {

        EngineClock(TensorCall sound, InferenceRequest request) {
            super(sound, request);
        }

        @Override
        public long engineNanos() {
            return TimeUnit.HOURS.toNanos(1);
        }
    }

    private static final class Timed extends TamperedBackend.Call implements DeviceTimed, EnqueueTimed {

        private final long deviceNanos;
        private final long enqueueNanos;

        Timed(TensorCall sound, InferenceRequest request, long deviceNanos, long enqueueNanos) {
            super(sound, request);
            this.deviceNanos = deviceNanos;
            this.enqueueNanos = enqueueNanos;
        }

        @Override
        public long deviceNanos() {
            return deviceNanos;
        }

        @Override
        public long enqueueNanos() {
            return enqueueNanos;
        }
    }

    /** Leaks a mapping and not malloc's memory, which once freed would hide the next test's leak. */
    private static void leak(int bytes) throws BackendException {
        try {
            Path file = Files.createTempFile("leak", ".bin");
            try (FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE)) {
                ByteBuffer leaked = channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes);
                for (int at = 0; at < bytes; at += 512) {
                    leaked.put(at, (byte) 1);
                }
                LEAKED.add(leaked);
            }
        } catch (IOException failed) {
            throw new BackendException("cannot even leak", failed);
        }
    }
}
