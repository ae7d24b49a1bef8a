package io.inferbench.backend.djl.pytorch;

import io.inferbench.api.TensorSpec;
import io.inferbench.api.model.ModelFormat;
import io.inferbench.api.option.OptionSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** The options of the backend; holds no engine type. */
final class PytorchOptions {

    /** What only the jars of DJL's PyTorch engine hold: its classes, its JNI library and libtorch. */
    static final Set<String> ENGINE_RESOURCES =
            Set.of("ai/djl/pytorch/", "jnilib/pytorch.properties", "native/lib/pytorch.properties");

    /** The entry of the jar of natives that DJL finds libtorch by. */
    static final String NATIVES = "native/lib/pytorch.properties";

    /** What the backend reads. */
    static final List<ModelFormat> FORMATS = List.of(ModelFormat.TORCHSCRIPT);

    static final OptionSpec<Path> LIBRARY_PATH = OptionSpec.path(
            "library.path", "folder with another libtorch of the same version to run, for instance one built for CUDA");

    static final OptionSpec<Integer> INTRA_THREADS = OptionSpec.integer(
            "threads.intra", 1, 4096, "threads that share one operator; absent: the engine's choice, all cores");

    static final OptionSpec<Integer> INTER_THREADS = OptionSpec.integer(
            "threads.inter", 1, 4096, "operators at a time where a module forks; absent: the engine's choice");

    static final OptionSpec<Boolean> SPINNING = OptionSpec.flag(
            "threads.spinning",
            "whether threads that wait for each other spin first; absent: the engine's choice, true; Linux only");

    static final OptionSpec<Boolean> GRAPH_OPTIMIZER = OptionSpec.flag(
            "graph.optimizer",
            "whether the first calls of each shape are profiled and the graph rewritten; absent: the engine's choice, true");

    static final OptionSpec<List<TensorSpec>> INPUTS = OptionSpec.of(
            "inputs",
            "name:type[axes];… such as ids:int64[batch,sequence];image:float32[1,3,224,224]",
            "what forward takes, in its order, for a module that does not say so itself",
            SignatureText::parse);

    static final OptionSpec<List<TensorSpec>> OUTPUTS = OptionSpec.of(
            "outputs",
            "name:type[axes];… such as logits:float32[batch,2]",
            "what forward gives; absent: found out by running it twice on zeros",
            SignatureText::parse);

    static final OptionSpec<Integer> KV_CAPACITY = OptionSpec.integer(
            "kv.capacity",
            1,
            1 << 24,
            "tokens per sequence that the cache of a generation has room for; absent: what each request needs");

    static final OptionSpec<Integer> MAX_BATCH = OptionSpec.integer(
                    "batch.max", 1, 1 << 16, "most sequences that one generation may have")
            .withDefault(1024);

    static final List<OptionSpec<?>> ALL = List.of(
            LIBRARY_PATH,
            INTRA_THREADS,
            INTER_THREADS,
            SPINNING,
            GRAPH_OPTIMIZER,
            INPUTS,
            OUTPUTS,
            KV_CAPACITY,
            MAX_BATCH);

    private PytorchOptions() {}
}
