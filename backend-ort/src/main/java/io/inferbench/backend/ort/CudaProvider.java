package io.inferbench.backend.ort;

import static org.bytedeco.onnxruntime.global.onnxruntime.OrtDeviceAllocator;
import static org.bytedeco.onnxruntime.global.onnxruntime.OrtMemTypeDefault;

import io.inferbench.api.Device;
import io.inferbench.api.Precision;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.KvCache;
import io.inferbench.api.backend.SessionSpec;
import io.inferbench.api.backend.TensorCall;
import io.inferbench.backend.support.CudaDevice;
import io.inferbench.backend.support.GpuCall;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.onnxruntime.CUDAProviderOptions;
import org.bytedeco.onnxruntime.MemoryInfo;
import org.bytedeco.onnxruntime.RunOptions;
import org.bytedeco.onnxruntime.Session;
import org.bytedeco.onnxruntime.SessionOptions;
import org.bytedeco.onnxruntime.StringStringMap;
import org.bytedeco.onnxruntime.TensorRTProviderOptions;

/** ONNX Runtime's CUDA kernels, or its TensorRT provider with the CUDA kernels behind it; one session's part of a device. */
final class CudaProvider implements ExecutionProvider {

    /** Which provider comes first. */
    enum Kind {
        /** The CUDA kernels. */
        CUDA(
                "CUDAExecutionProvider",
                OrtCudaBackend.ID,
                "CUDA 13 with cuBLAS and cuFFT, cuDNN 9; for Microsoft's build those of its own CUDA release") {
            @Override
            String remedy() {
                return "add " + MavenCoordinates.bytedeco("-gpu") + ", or point '" + OrtOptions.LIBRARY_PATH.name()
                        + "' at a GPU build";
            }
        },
        /** TensorRT, and the CUDA kernels for what it leaves. */
        TENSORRT(
                "TensorrtExecutionProvider",
                OrtTensorrtBackend.ID,
                "TensorRT with its ONNX parser, of the release the build was made for, and what the CUDA provider needs") {
            @Override
            String remedy() {
                return "point '" + OrtOptions.LIBRARY_PATH.name()
                        + "' at the folder of Microsoft's GPU build; no build on Maven Central for this API has it";
            }
        };

        private final String engineName;
        private final String backendId;
        private final String needs;

        Kind(String engineName, String backendId, String needs) {
            this.engineName = engineName;
            this.backendId = backendId;
            this.needs = needs;
        }

        /** Returns the engine's name of the provider. */
        String engineName() {
            return engineName;
        }

        /** Returns the ID of the backend that runs on it. */
        String backendId() {
            return backendId;
        }

        /** Returns which libraries of the system it is linked to. */
        String needs() {
            return needs;
        }

        /** Returns what to do where the engine was built without it. */
        abstract String remedy();
    }

    private static final String STREAM = "user_compute_stream";
    private static final String GRAPH_ID = "gpu_graph_id";
    private static final String NOT_CAPTURED = "-1";

    private final Kind kind;
    private final CudaDevice device;
    private final MemoryInfo place;
    private final boolean capturing;
    private int capturedCalls;

    private CudaProvider(Kind kind, CudaDevice device, boolean capturing) {
        this.kind = kind;
        this.device = device;
        this.capturing = capturing;
        this.place = new MemoryInfo("Cuda", OrtDeviceAllocator, device.device().index(), OrtMemTypeDefault);
    }

    /**
     * Takes the device that a specification asks for.
     *
     * @throws BackendException if it is not to be had
     */
    static CudaProvider open(Kind kind, SessionSpec spec) throws BackendException {
        CudaDevice device = CudaDevice.open(spec, kind.backendId, MavenCoordinates.cudaRemedy());
        return new CudaProvider(kind, device, spec.options().get(OrtOptions.CUDA_GRAPH));
    }

    /** Adds a provider as it is by default, so that its library is loaded. */
    static void tryOut(Kind kind, SessionOptions options) {
        if (kind == Kind.TENSORRT) {
            try (TensorRTProviderOptions tensorrt = new TensorRTProviderOptions()) {
                options.AppendExecutionProvider_TensorRT_V2(tensorrt.asOrtTensorRTProviderOptionsV2());
            }
        }
        try (CUDAProviderOptions cuda = new CUDAProviderOptions()) {
            options.AppendExecutionProvider_CUDA_V2(cuda.asOrtCUDAProviderOptionsV2());
        }
    }

    @Override
    public String backendId() {
        return kind.backendId;
    }

    @Override
    public List<Device> devices(SessionSpec spec) {
        return List.of(device.device());
    }

    @Override
    public void appendTo(SessionOptions options, SessionSpec spec) {
        device.makeCurrent();
        if (kind == Kind.TENSORRT) {
            appendTensorrt(options, spec);
        }
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("device_id", Integer.toString(device.device().index()));
        // A captured graph must hold the whole step, so with TensorRT in front it is TensorRT's.
        settings.put("enable_cuda_graph", capturing && kind == Kind.CUDA ? "1" : "0");
        settings.putAll(spec.options().find(OrtOptions.CUDA_OPTIONS).orElse(Map.of()));
        try (CUDAProviderOptions cuda = new CUDAProviderOptions();
                StringStringMap entries = entries(settings)) {
            cuda.Update(entries);
            cuda.UpdateWithValue(STREAM, device.stream());
            options.AppendExecutionProvider_CUDA_V2(cuda.asOrtCUDAProviderOptionsV2());
        }
    }

    private void appendTensorrt(SessionOptions options, SessionSpec spec) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("device_id", Integer.toString(device.device().index()));
        settings.put("trt_fp16_enable", spec.precision() == Precision.FP16 ? "1" : "0");
        settings.put("trt_bf16_enable", spec.precision() == Precision.BF16 ? "1" : "0");
        settings.put("trt_cuda_graph_enable", capturing ? "1" : "0");
        settings.putAll(spec.options().find(OrtOptions.TENSORRT_OPTIONS).orElse(Map.of()));
        try (TensorRTProviderOptions tensorrt = new TensorRTProviderOptions();
                StringStringMap entries = entries(settings)) {
            tensorrt.Update(entries);
            tensorrt.UpdateWithValue(STREAM, device.stream());
            options.AppendExecutionProvider_TensorRT_V2(tensorrt.asOrtTensorRTProviderOptionsV2());
        }
    }

    private static StringStringMap entries(Map<String, String> settings) {
        StringStringMap entries = new StringStringMap();
        settings.forEach((name, value) -> entries.put(new BytePointer(name), new BytePointer(value)));
        return entries;
    }

    @Override
    public void verify(Map<String, Integer> nodes) throws BackendException {
        if (nodes.getOrDefault(kind.engineName(), 0) == 0) {
            throw new BackendException("asked for " + kind.engineName() + "; ONNX Runtime gave it no node and placed "
                    + nodes + ": the model's operators or element types are not among its kernels");
        }
    }

    @Override
    public Map<String, String> facts() {
        return device.facts();
    }

    @Override
    public String told(MemoryShortage shortage) {
        return shortage.told(device.device().reference(), device.freeBytes());
    }

    @Override
    public KvCache.Residency residency() {
        return KvCache.Residency.DEVICE;
    }

    @Override
    public CallMemory newCallMemory(MemoryInfo hostPlace) {
        return new CudaMemory(device, place);
    }

    @Override
    public RunOptions newRunOptions(boolean repeatable) {
        RunOptions options = new RunOptions();
        // The call waits for the stream once, after its own copies.
        options.AddConfigEntry("disable_synchronize_execution_providers", "1");
        if (replays()) {
            options.AddConfigEntry(GRAPH_ID, repeatable ? Integer.toString(++capturedCalls) : NOT_CAPTURED);
        }
        return options;
    }

    @Override
    public void retire(RunOptions options, Session session) {
        try {
            if (replays() && !options.GetConfigEntry(GRAPH_ID).equals(NOT_CAPTURED)) {
                session.ReleaseCapturedGraph(Integer.parseInt(options.GetConfigEntry(GRAPH_ID)));
            }
        } catch (RuntimeException neverCaptured) {
            // The call was closed before its first run: there is nothing to release.
        } finally {
            options.close();
        }
    }

    @Override
    public boolean replays() {
        return capturing && kind == Kind.CUDA;
    }

    @Override
    public boolean prefersFeedback() {
        return true;
    }

    @Override
    public TensorCall expose(TensorCall call, CallMemory memory) {
        return memory instanceof CudaMemory timed ? new GpuCall(call, timed::deviceNanos, timed::enqueueNanos) : call;
    }

    @Override
    public void free() {
        place.close();
        device.free();
    }
}
