package io.inferbench.models.torchscript;

import io.inferbench.models.weights.FloatFormat;
import io.inferbench.models.weights.TensorView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Collects the methods, weights and facts of one TorchScript module.
 *
 * <p>Values are names of local variables, each assigned once. Weights are attributes, named as the checkpoint names them
 * with underscores for dots; they are only described here and streamed later.
 */
final class ScriptBuilder {
    private final String className;
    private final FloatFormat format;
    private final Map<String, ModuleTensor> tensors = new HashMap<>();
    private final List<ModuleTensor> inOrder = new ArrayList<>();
    private final SortedMap<String, String> facts = new TreeMap<>();
    private final StringBuilder methods = new StringBuilder();
    private final Map<String, Integer> used = new HashMap<>();
    private String indent = "";

    ScriptBuilder(String className, FloatFormat format) {
        this.className = className;
        this.format = format;
    }

    FloatFormat format() {
        return format;
    }

    void fact(String name, Object value) {
        facts.put(name, value.toString());
    }

    /** The expression of a weight, described the first time it is asked for. */
    String weight(String name, TensorView view) {
        String attribute = name.replace('.', '_');
        ModuleTensor tensor = new ModuleTensor(attribute, view, format);
        ModuleTensor before = tensors.putIfAbsent(attribute, tensor);
        if (before == null) {
            inOrder.add(tensor);
        } else if (!before.view().shape().equals(view.shape())) {
            throw new IllegalStateException("two weights of different shapes are called " + attribute);
        }
        return "self." + attribute;
    }

    /** Begins a method; its statements follow. */
    void begin(String name, String parameters, String result) {
        used.clear();
        indent = "    ";
        methods.append("  def ")
                .append(name)
                .append("(self: __torch__.")
                .append(className)
                .append(",\n    ")
                .append(parameters)
                .append(") -> ")
                .append(result)
                .append(":\n");
    }

    /** Assigns an expression to a new variable, whose name begins with {@code stem}, and returns that name. */
    String let(String stem, String expression) {
        int times = used.merge(stem, 1, Integer::sum);
        String name = times == 1 ? stem : stem + "_" + times;
        set(name, expression);
        return name;
    }

    /** Assigns to a variable that may be there already. */
    void set(String name, String expression) {
        statement(name + " = " + expression);
    }

    /** Adds a line as it is. */
    void statement(String text) {
        methods.append(indent).append(text).append('\n');
    }

    /** Begins statements that depend on a condition. */
    void when(String condition) {
        statement("if " + condition + ":");
        indent += "  ";
    }

    /** Begins the statements for when it does not hold. */
    void otherwise() {
        always();
        statement("else:");
        indent += "  ";
    }

    /** Ends them. */
    void always() {
        indent = indent.substring(2);
    }

    TorchScriptModel build() {
        StringBuilder source = new StringBuilder("class " + className + "(Module):\n  __parameters__ = [");
        inOrder.forEach(t -> source.append('"').append(t.attribute()).append("\", "));
        source.append("]\n  __buffers__ = []\n  training : bool\n");
        inOrder.forEach(t -> source.append("  ").append(t.attribute()).append(" : Tensor\n"));
        return new TorchScriptModel(
                className, source.append(methods).toString(), List.copyOf(inOrder), Map.copyOf(facts));
    }
}
