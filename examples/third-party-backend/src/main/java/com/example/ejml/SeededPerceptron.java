package com.example.ejml;

import io.inferbench.api.ProgressListener;
import io.inferbench.api.model.CallShape;
import io.inferbench.api.model.Model;
import io.inferbench.api.model.ModelArtifact;
import io.inferbench.api.model.ModelCost;
import io.inferbench.api.model.ModelException;
import io.inferbench.api.model.ModelFormat;
import io.inferbench.api.model.ModelSpec;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** A perceptron with weights from the seed. */
record SeededPerceptron(ModelSpec spec, int[] sizes) implements Model {

    @Override
    public String name() {
        return spec.reference();
    }

    @Override
    public List<ModelFormat> formats() {
        return List.of(Perceptron.FORMAT);
    }

    @Override
    public ModelArtifact materialize(ModelFormat format, ProgressListener progress) throws ModelException {
        if (!format.equals(Perceptron.FORMAT)) {
            throw new ModelException("'" + name() + "' cannot be had as " + format + ", only as " + Perceptron.FORMAT);
        }
        Path file = spec.cacheDirectory().resolve(name() + "-seed" + spec.seed() + ".perceptron");
        progress.onProgress("writing " + name(), 0);
        try {
            String sha256 = write(file);
            return new ModelArtifact(name(), format, Optional.of(file), Optional.of(sha256), Map.of());
        } catch (IOException failed) {
            throw new ModelException("cannot write " + file + " (" + failed + "); make room or allow it", failed);
        }
    }

    /** Writes under another name first, so that a file of the right name is always whole. */
    private String write(Path file) throws IOException {
        Files.createDirectories(spec.cacheDirectory());
        Path partial = Files.createTempFile(spec.cacheDirectory(), name(), ".partial");
        MessageDigest digest = sha256();
        try {
            try (OutputStream out =
                    new DigestOutputStream(new BufferedOutputStream(Files.newOutputStream(partial)), digest)) {
                perceptron().write(new BufferedOutputStream(out));
            }
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(partial);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    private Perceptron perceptron() {
        SplittableRandom random = new SplittableRandom(spec.seed());
        List<Perceptron.Layer> layers = new ArrayList<>();
        for (int at = 0; at + 1 < sizes.length; at++) {
            float[] weights = new float[sizes[at] * sizes[at + 1]];
            double scale = 1 / Math.sqrt(sizes[at]);
            for (int weight = 0; weight < weights.length; weight++) {
                weights[weight] = (float) (random.nextDouble(-1, 1) * scale);
            }
            layers.add(new Perceptron.Layer(sizes[at], sizes[at + 1], weights));
        }
        return new Perceptron(layers);
    }

    @Override
    public Optional<ModelCost> cost(CallShape shape) {
        double weights = 0;
        for (int at = 0; at + 1 < sizes.length; at++) {
            weights += (double) sizes[at] * sizes[at + 1];
        }
        double values = shape.batchSize() * (double) (sizes[0] + sizes[sizes.length - 1]);
        return Optional.of(new ModelCost(2 * weights * shape.batchSize(), Float.BYTES * (weights + values)));
    }

    @Override
    public void close() {
        // Nothing is held open.
    }
}
