package io.inferbench.backend.tensorrt;

import io.inferbench.api.Dimension;
import io.inferbench.api.TensorSpec;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** The names of a model's free axes, kept beside its engine, which forgets them. */
final class AxisNames {

    private final Properties names;

    private AxisNames(Properties names) {
        this.names = names;
    }

    /** Returns no names at all. */
    static AxisNames none() {
        return new AxisNames(new Properties());
    }

    /** Takes the names from a model's tensors. */
    static AxisNames of(List<TensorSpec> tensors) {
        Properties names = new Properties();
        for (TensorSpec tensor : tensors) {
            for (int axis = 0; axis < tensor.shape().size(); axis++) {
                String symbol = tensor.shape().get(axis).symbol();
                if (!symbol.isEmpty()) {
                    names.setProperty(key(tensor.name(), axis), symbol);
                }
            }
        }
        return new AxisNames(names);
    }

    /** Reads a file of {@link #write}; no names if there is none. */
    static AxisNames read(Path file) throws IOException {
        Properties names = new Properties();
        if (Files.isRegularFile(file)) {
            try (var reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                names.load(reader);
            }
        }
        return new AxisNames(names);
    }

    /** Writes the names. */
    void write(FileChannel file) throws IOException {
        StringWriter text = new StringWriter();
        try (BufferedWriter writer = new BufferedWriter(text)) {
            names.store(writer, null);
        }
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(text.toString());
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }

    /** Returns a tensor's axes by name where they are free, -1 in TensorRT's words. */
    List<Dimension> axes(String tensor, long[] sizes) {
        List<Dimension> axes = new ArrayList<>();
        for (int axis = 0; axis < sizes.length; axis++) {
            axes.add(
                    sizes[axis] < 0
                            ? Dimension.free(names.getProperty(key(tensor, axis), ""))
                            : Dimension.of(sizes[axis]));
        }
        return List.copyOf(axes);
    }

    private static String key(String tensor, int axis) {
        return tensor + "#" + axis;
    }
}
