package io.inferbench.tck.broken;

import io.inferbench.api.Tensor;
import io.inferbench.api.backend.InferenceRequest;
import io.inferbench.api.workload.OutputCheck;
import io.inferbench.api.workload.TensorWorkloadSession;
import io.inferbench.api.workload.Workload;
import io.inferbench.api.workload.WorkloadException;
import io.inferbench.api.workload.WorkloadSession;
import io.inferbench.api.workload.WorkloadSpec;
import io.inferbench.tck.doubles.FakeWorkload;
import java.util.List;

/** A sound workload of tensors, to be broken in one way by overriding. */
public abstract class TamperedWorkload implements Workload {

    private final FakeWorkload sound = new FakeWorkload();

    static WorkloadSpec.Builder copy(WorkloadSpec spec) {
        WorkloadSpec.Builder copy = WorkloadSpec.builder()
                .seed(spec.seed())
                .batchSize(spec.batchSize())
                .options(spec.options());
        spec.sequenceLength().ifPresent(copy::sequenceLength);
        spec.signature().ifPresent(copy::signature);
        return copy;
    }

    @Override
    public String id() {
        return TamperedBackend.idOf(this);
    }

    @Override
    public WorkloadSession open(WorkloadSpec spec) throws WorkloadException {
        return session((TensorWorkloadSession) sound.open(spec), spec);
    }

    TensorWorkloadSession session(TensorWorkloadSession opened, WorkloadSpec spec) {
        return new Session(opened);
    }

    /** Passes everything on. */
    static class Session implements TensorWorkloadSession {

        private final TensorWorkloadSession sound;

        Session(TensorWorkloadSession sound) {
            this.sound = sound;
        }

        @Override
        public int size() {
            return sound.size();
        }

        @Override
        public InferenceRequest request(int index) {
            return sound.request(index);
        }

        @Override
        public OutputCheck check(int index, List<Tensor> outputs) {
            return sound.check(index, outputs);
        }

        @Override
        public void close() {
            sound.close();
        }
    }
}
