package io.inferbench.models.torchscript;

import io.inferbench.models.store.Hashes;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apiguardian.api.API;

/** The source of a TorchScript module and the plan of its archive. Immutable. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class TorchScriptModel {
    /** Raised whenever the same spec and weights would give other bytes than before, so that no stale file is reused. */
    public static final int EMITTER_VERSION = 2;

    private final String className;
    private final String source;
    private final List<ModuleTensor> tensors;
    private final SortedMap<String, String> facts;

    TorchScriptModel(String className, String source, List<ModuleTensor> tensors, Map<String, String> facts) {
        this.className = className;
        this.source = source;
        this.tensors = List.copyOf(tensors);
        this.facts = new TreeMap<>(facts);
    }

    /** The bytes of all weights. */
    public long dataBytes() {
        return tensors.stream().mapToLong(ModuleTensor::bytes).sum();
    }

    /** The module's code, as it stands in the archive. */
    public String source() {
        return source;
    }

    /** Everything about the module that decides its archive's bytes, as text; the weights' source comes on top. */
    public String key() {
        StringBuilder text = new StringBuilder(source);
        tensors.forEach(t ->
                text.append(t.attribute()).append(t.format()).append(t.view().shape()));
        return "torchscript emitter " + EMITTER_VERSION + "\nmodule: "
                + Hashes.sha256(text.append(facts).toString()) + "\n";
    }

    /** The module's signature and conventions, which its archive carries too. */
    public Map<String, String> facts() {
        return Map.copyOf(facts);
    }

    String className() {
        return className;
    }

    List<ModuleTensor> tensors() {
        return tensors;
    }

    /** The facts as an extra file of the archive: one {@code name=value} a line. */
    String factsFile() {
        StringBuilder text = new StringBuilder();
        facts.forEach(
                (name, value) -> text.append(name).append('=').append(value).append('\n'));
        return text.toString();
    }

    /** The pickled module: its attributes by name, the tensors numbered in order. */
    byte[] pickle() {
        Pickle pickle = new Pickle().beginModule(className).name("training").no();
        for (int index = 0; index < tensors.size(); index++) {
            ModuleTensor tensor = tensors.get(index);
            pickle.name(tensor.attribute())
                    .tensor(
                            tensor.storageClass(),
                            Integer.toString(index),
                            tensor.view().elements(),
                            tensor.view().shape());
        }
        return pickle.endModule().finish();
    }
}
