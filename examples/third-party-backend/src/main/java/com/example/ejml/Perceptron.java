package com.example.ejml;

import io.inferbench.api.Dimension;
import io.inferbench.api.ElementType;
import io.inferbench.api.ModelSignature;
import io.inferbench.api.TensorSpec;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.model.ModelFormat;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Layers of weights with a rectifier between them, and the file they are kept in.
 *
 * <p>The file: a magic number, the number of layers, then for each its inputs, its outputs and its weights by row; big
 * endian.
 */
record Perceptron(List<Layer> layers) {

    /** A format of our own: the set is open, and only backend and model source have to agree. */
    static final ModelFormat FORMAT = new ModelFormat("perceptron");

    static final String INPUT = "x";
    static final String OUTPUT = "y";

    private static final int MAGIC = 0x50455231;
    private static final int MOST_LAYERS = 100;
    private static final int MOST_WEIGHTS = 1 << 28;

    /** One layer; {@code weights} has {@code inputs} rows of {@code outputs}. */
    record Layer(int inputs, int outputs, float[] weights) {}

    ModelSignature signature() {
        Dimension batch = Dimension.free("batch");
        Dimension inputs = Dimension.of(layers.get(0).inputs());
        Dimension outputs = Dimension.of(layers.get(layers.size() - 1).outputs());
        return new ModelSignature(
                List.of(new TensorSpec(INPUT, ElementType.FLOAT32, List.of(batch, inputs))),
                List.of(new TensorSpec(OUTPUT, ElementType.FLOAT32, List.of(batch, outputs))));
    }

    void write(OutputStream stream) throws IOException {
        DataOutputStream out = new DataOutputStream(stream);
        out.writeInt(MAGIC);
        out.writeInt(layers.size());
        for (Layer layer : layers) {
            out.writeInt(layer.inputs());
            out.writeInt(layer.outputs());
            for (float weight : layer.weights()) {
                out.writeFloat(weight);
            }
        }
        out.flush();
    }

    /** Reads a file; whatever is wrong with it, the text names the file and the remedy. */
    static Perceptron read(Path file) throws BackendException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            require(in.readInt() == MAGIC, "it does not start as a perceptron does");
            int count = in.readInt();
            require(count > 0 && count <= MOST_LAYERS, "it says that it has " + count + " layers");
            List<Layer> layers = new ArrayList<>();
            for (int at = 0; at < count; at++) {
                layers.add(readLayer(in));
            }
            return new Perceptron(List.copyOf(layers));
        } catch (IOException unreadable) {
            throw new BackendException(
                    "cannot read the model " + file + " (" + unreadable + "); write it with the model source '"
                            + PerceptronModels.ID + "'",
                    unreadable);
        }
    }

    private static Layer readLayer(DataInputStream in) throws IOException {
        int inputs = in.readInt();
        int outputs = in.readInt();
        require(
                inputs > 0 && outputs > 0 && (long) inputs * outputs <= MOST_WEIGHTS,
                "it says that a layer is " + inputs + " x " + outputs);
        float[] weights = new float[inputs * outputs];
        for (int at = 0; at < weights.length; at++) {
            weights[at] = in.readFloat();
        }
        return new Layer(inputs, outputs, weights);
    }

    private static void require(boolean fits, String otherwise) throws IOException {
        if (!fits) {
            throw new IOException(otherwise);
        }
    }
}
