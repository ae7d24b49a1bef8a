package io.inferbench.backend.tensorrt;

import static org.bytedeco.cuda.global.cudart.cudaGraphDestroy;
import static org.bytedeco.cuda.global.cudart.cudaGraphExecDestroy;
import static org.bytedeco.cuda.global.cudart.cudaGraphInstantiate;
import static org.bytedeco.cuda.global.cudart.cudaGraphLaunch;
import static org.bytedeco.cuda.global.cudart.cudaStreamBeginCapture;
import static org.bytedeco.cuda.global.cudart.cudaStreamCaptureModeThreadLocal;
import static org.bytedeco.cuda.global.cudart.cudaStreamEndCapture;

import io.inferbench.api.backend.BackendException;
import io.inferbench.backend.support.CudaDevice;
import org.bytedeco.cuda.cudart.CUgraphExec_st;
import org.bytedeco.cuda.cudart.CUgraph_st;

/** Work of a stream, captured once and launched as one. */
final class CapturedWork {

    /** Enqueues work. */
    @FunctionalInterface
    interface Work {

        void enqueue() throws BackendException;
    }

    private final CudaDevice device;
    private final CUgraph_st graph = new CUgraph_st();
    private final CUgraphExec_st executable = new CUgraphExec_st();

    private CapturedWork(CudaDevice device) {
        this.device = device;
    }

    /**
     * Captures work without doing it; all of it must have been done once before.
     *
     * @throws BackendException if the work cannot be enqueued
     * @throws IllegalStateException if it cannot be captured
     */
    static CapturedWork capture(CudaDevice device, Work work) throws BackendException {
        CapturedWork captured = new CapturedWork(device);
        CudaDevice.check(
                cudaStreamBeginCapture(device.stream(), cudaStreamCaptureModeThreadLocal), "begin capturing a graph");
        try {
            work.enqueue();
        } finally {
            CudaDevice.check(cudaStreamEndCapture(device.stream(), captured.graph), "end capturing a graph");
        }
        CudaDevice.check(cudaGraphInstantiate(captured.executable, captured.graph, 0), "instantiate a graph");
        return captured;
    }

    /** Enqueues all of it. */
    void launch() {
        CudaDevice.check(cudaGraphLaunch(executable, device.stream()), "launch a graph");
    }

    void free() {
        cudaGraphExecDestroy(executable);
        cudaGraphDestroy(graph);
    }
}
