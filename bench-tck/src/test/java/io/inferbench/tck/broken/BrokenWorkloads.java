package io.inferbench.tck.broken;

import io.inferbench.api.Tensor;
import io.inferbench.api.backend.InferenceRequest;
import io.inferbench.api.workload.OutputCheck;
import io.inferbench.api.workload.TensorWorkloadSession;
import io.inferbench.api.workload.WorkloadException;
import io.inferbench.api.workload.WorkloadSession;
import io.inferbench.api.workload.WorkloadSpec;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/** Workloads that break the rules of workloads. */
public final class BrokenWorkloads {

    private BrokenWorkloads() {}

    @Breaks("W-01")
    public static final class DependsOnTheLocale extends TamperedWorkload {
        @Override
        public WorkloadSession open(WorkloadSpec spec) throws WorkloadException {
            // As when numbers of a file are read by String.format's rules.
            long seed = String.format(Locale.getDefault(), "%,d", 1234567).hashCode();
            return super.open(copy(spec).seed(seed).build());
        }
    }

    @Breaks({"W-01", "W-07"})
    public static final class DrawsWithoutSeed extends TamperedWorkload {
        private static final AtomicLong SEEDS = new AtomicLong();

        @Override
        public WorkloadSession open(WorkloadSpec spec) throws WorkloadException {
            return super.open(copy(spec).seed(SEEDS.incrementAndGet()).build());
        }
    }

    @Breaks("W-02")
    public static final class ReusesItsBuffers extends TamperedWorkload {
        @Override
        TensorWorkloadSession session(TensorWorkloadSession opened, WorkloadSpec spec) {
            return new Session(opened) {
                private int last = -1;

                @Override
                public InferenceRequest request(int index) {
                    // Wrong only backwards, as when a file is read on from where it was.
                    boolean backwards = index == last - 1;
                    last = index;
                    return super.request(backwards ? index + 1 : index);
                }
            };
        }
    }

    @Breaks("W-03")
    public static final class PassesEverything extends TamperedWorkload {
        @Override
        TensorWorkloadSession session(TensorWorkloadSession opened, WorkloadSpec spec) {
            return new Session(opened) {
                @Override
                public OutputCheck check(int index, List<Tensor> outputs) {
                    return OutputCheck.passed();
                }
            };
        }
    }

    @Breaks("W-03")
    public static final class FailsEverything extends TamperedWorkload {
        @Override
        TensorWorkloadSession session(TensorWorkloadSession opened, WorkloadSpec spec) {
            return new Session(opened) {
                @Override
                public OutputCheck check(int index, List<Tensor> outputs) {
                    return OutputCheck.failed("never right");
                }
            };
        }
    }

    @Breaks("W-04")
    public static final class MakesAnotherBatch extends TamperedWorkload {
        @Override
        public WorkloadSession open(WorkloadSpec spec) throws WorkloadException {
            return super.open(copy(spec).batchSize(spec.batchSize() + 1).build());
        }
    }

    @Breaks("W-04")
    public static final class ForgetsAnInput extends TamperedWorkload {
        @Override
        TensorWorkloadSession session(TensorWorkloadSession opened, WorkloadSpec spec) {
            return new Session(opened) {
                @Override
                public InferenceRequest request(int index) {
                    InferenceRequest whole = super.request(index);
                    InferenceRequest.Builder partial =
                            InferenceRequest.builder().sampleCount(whole.sampleCount());
                    whole.inputs().stream().skip(1).forEach(partial::input);
                    return partial.build();
                }
            };
        }
    }

    @Breaks("W-05")
    public static final class StartsAgainAtTheEnd extends TamperedWorkload {
        @Override
        TensorWorkloadSession session(TensorWorkloadSession opened, WorkloadSpec spec) {
            return new Session(opened) {
                @Override
                public InferenceRequest request(int index) {
                    return super.request(Math.floorMod(index, size()));
                }
            };
        }
    }

    @Breaks("W-06")
    public static final class RefusesUncheckedly extends TamperedWorkload {
        @Override
        public WorkloadSession open(WorkloadSpec spec) {
            try {
                return super.open(spec);
            } catch (WorkloadException refused) {
                throw new IllegalArgumentException(refused);
            }
        }
    }

    @Breaks("W-06")
    public static final class DoesNotSayWhatIsWrong extends TamperedWorkload {
        @Override
        public WorkloadSession open(WorkloadSpec spec) throws WorkloadException {
            try {
                return super.open(spec);
            } catch (WorkloadException refused) {
                throw new WorkloadException("it does not fit", refused);
            }
        }
    }

    @Breaks("W-07")
    public static final class WorkloadClosesOnce extends TamperedWorkload {
        @Override
        TensorWorkloadSession session(TensorWorkloadSession opened, WorkloadSpec spec) {
            return new Session(opened) {
                private boolean over;

                @Override
                public void close() {
                    if (over) {
                        throw new IllegalStateException("closed twice");
                    }
                    over = true;
                }
            };
        }
    }

    @Breaks("W-07")
    public static final class SharesState extends TamperedWorkload {
        private static final AtomicLong OPEN = new AtomicLong();

        @Override
        TensorWorkloadSession session(TensorWorkloadSession opened, WorkloadSpec spec) {
            OPEN.incrementAndGet();
            return new Session(opened) {
                @Override
                public InferenceRequest request(int index) {
                    return super.request(OPEN.get() > 1 ? (index + (int) OPEN.get()) % size() : index % check(index));
                }

                private int check(int index) {
                    Objects.checkIndex(index, size());
                    return size();
                }

                @Override
                public void close() {
                    OPEN.updateAndGet(count -> Math.max(0, count - 1));
                }
            };
        }
    }
}
