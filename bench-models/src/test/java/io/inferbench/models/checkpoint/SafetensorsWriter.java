package io.inferbench.models.checkpoint;

import io.inferbench.models.weights.FloatFormat;
import io.inferbench.models.weights.WeightSource;
import io.inferbench.models.weights.WeightSpec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Makes small safetensors files. */
public final class SafetensorsWriter {
    private final Map<String, Object> header = new LinkedHashMap<>();
    private final ByteArrayOutputStream values = new ByteArrayOutputStream();

    public SafetensorsWriter() {
        header.put("__metadata__", Map.of("format", "pt"));
    }

    /** Adds a tensor under any name and shape. */
    public SafetensorsWriter add(String name, List<Integer> shape, FloatFormat format, float[] tensor) {
        byte[] raw = new byte[tensor.length * format.bytes()];
        format.encode(tensor, 0, tensor.length, raw, 0);
        String type = Map.of(FloatFormat.FP32, "F32", FloatFormat.FP16, "F16", FloatFormat.BF16, "BF16")
                .get(format);
        return add(name, shape, type, raw);
    }

    public SafetensorsWriter add(String name, List<Integer> shape, String type, byte[] raw) {
        long begin = values.size();
        values.writeBytes(raw);
        header.put(name, Map.of("dtype", type, "shape", shape, "data_offsets", List.of(begin, begin + raw.length)));
        return this;
    }

    /** Adds all values of a source under a prefix. */
    public SafetensorsWriter add(String prefix, Iterable<WeightSpec> tensors, FloatFormat format, WeightSource source)
            throws IOException {
        for (WeightSpec tensor : tensors) {
            float[] all = new float[Math.toIntExact(tensor.elements())];
            source.read(tensor, 0, all, 0, all.length);
            add(prefix + tensor.name(), tensor.shape(), format, all);
        }
        return this;
    }

    public void write(Path file) throws IOException {
        byte[] json = new JsonMapper().writeValueAsString(header).getBytes(StandardCharsets.UTF_8);
        // Padded with spaces as the reference writer does.
        byte[] padded = Arrays.copyOf(json, (json.length + 7) / 8 * 8);
        Arrays.fill(padded, json.length, padded.length, (byte) ' ');
        ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        length.putLong(padded.length);
        List<byte[]> parts = new ArrayList<>(List.of(length.array(), padded, values.toByteArray()));
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        parts.forEach(all::writeBytes);
        Files.write(file, all.toByteArray());
    }
}
