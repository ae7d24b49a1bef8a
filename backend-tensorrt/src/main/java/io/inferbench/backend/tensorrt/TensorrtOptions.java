package io.inferbench.backend.tensorrt;

import io.inferbench.api.model.ModelFormat;
import io.inferbench.api.option.OptionSpec;
import java.nio.file.Path;
import java.util.List;

/** What a plan can say to this backend. */
final class TensorrtOptions {

    /** Every release reads the plain form and fuses attention itself; {@code Attention} is read since 10.14. */
    static final List<ModelFormat> FORMATS =
            List.of(ModelFormat.TENSORRT_ENGINE, ModelFormat.ONNX_PLAIN, ModelFormat.ONNX);

    /** How the shapes that an engine is built for follow from the largest call. */
    enum ShapeRange {
        /** Everything up to the largest call, tuned for that one. */
        UP_TO,
        /** The largest call and no other. */
        EXACT
    }

    static final OptionSpec<Path> LIBRARY_PATH = OptionSpec.path(
            "library.path",
            "folder with libnvinfer, libnvinfer_plugin and libnvonnxparser; absent: the library path of the system");

    static final OptionSpec<Boolean> ENGINE_PREBUILT = OptionSpec.flag(
                    "engine.prebuilt",
                    "whether engines are only loaded, never built: needs no builder resource, fails where one is"
                            + " missing")
            .withDefault(false);

    static final OptionSpec<Path> ENGINE_CACHE = OptionSpec.path(
            "engine.cache",
            "folder where built engines are kept; absent: inferbench/tensorrt in the user's cache folder");

    static final OptionSpec<Boolean> ENGINE_REBUILD = OptionSpec.flag(
                    "engine.rebuild", "whether an engine is built although there is one in the cache")
            .withDefault(false);

    static final OptionSpec<Boolean> TIMING_CACHE = OptionSpec.flag(
                    "timing.cache", "whether what earlier builds measured of single kernels is used and kept")
            .withDefault(true);

    static final OptionSpec<Integer> OPTIMIZATION_LEVEL = OptionSpec.integer(
                    "optimization.level", 0, 5, "how long the builder searches; 3 is TensorRT's own default")
            .withDefault(3);

    static final OptionSpec<Integer> WORKSPACE_MIB = OptionSpec.integer(
            "workspace.mib", 1, 1 << 24, "device memory one layer may use, in MiB; absent: all there is");

    static final OptionSpec<ShapeRange> SHAPES = OptionSpec.choice(
                    "shapes",
                    ShapeRange.class,
                    "whether the engine is for every call up to the largest of the plan or for that one alone")
            .withDefault(ShapeRange.UP_TO);

    static final OptionSpec<String> PROFILE_SHAPES = OptionSpec.text(
            "profile.shapes",
            "smallest, best and largest shape of inputs, as name=1x8:8x128:32x512;name=…, instead of those of the"
                    + " plan");

    static final OptionSpec<Boolean> TF32 = OptionSpec.flag(
                    "tf32", "whether fp32 products may be computed in TF32, with 10 bits of mantissa")
            .withDefault(false);

    static final OptionSpec<Boolean> CUDA_GRAPH = OptionSpec.flag(
                    "cuda.graph", "whether a call's work, copies included, is captured once and replayed")
            .withDefault(false);

    static final OptionSpec<Integer> KV_CAPACITY = OptionSpec.integer(
            "kv.capacity",
            1,
            1 << 24,
            "tokens per sequence that the cache of a generation has room for; absent: what the plan needs");

    static final OptionSpec<Boolean> LAYERS = OptionSpec.flag(
                    "layers",
                    "whether the engine's layers are written to layers-GRAPH.json in the session's work folder")
            .withDefault(false);

    static final List<OptionSpec<?>> ALL = List.of(
            LIBRARY_PATH,
            ENGINE_PREBUILT,
            ENGINE_CACHE,
            ENGINE_REBUILD,
            TIMING_CACHE,
            OPTIMIZATION_LEVEL,
            WORKSPACE_MIB,
            SHAPES,
            PROFILE_SHAPES,
            TF32,
            CUDA_GRAPH,
            KV_CAPACITY,
            LAYERS);

    private TensorrtOptions() {}
}
