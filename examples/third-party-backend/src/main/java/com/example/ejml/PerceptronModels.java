package com.example.ejml;

import io.inferbench.api.model.Model;
import io.inferbench.api.model.ModelException;
import io.inferbench.api.model.ModelSource;
import io.inferbench.api.model.ModelSpec;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Perceptrons by their sizes: {@code perceptron-64x256x8} has 64 inputs, 256 values between, and 8 outputs. */
public final class PerceptronModels implements ModelSource {

    static final String ID = "perceptrons";

    private static final String PREFIX = "perceptron-";
    private static final Pattern REFERENCE = Pattern.compile(PREFIX + "[1-9]\\d{0,3}(x[1-9]\\d{0,3})+");

    /** Creates the source; does nothing else. */
    public PerceptronModels() {}

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String description() {
        return "perceptrons by their sizes, for instance perceptron-64x256x8";
    }

    @Override
    public List<String> models() {
        return List.of("perceptron-64x256x8");
    }

    @Override
    public boolean claims(String reference) {
        return REFERENCE.matcher(reference).matches();
    }

    @Override
    public Model open(ModelSpec spec) throws ModelException {
        if (!claims(spec.reference())) {
            throw new ModelException("'" + spec.reference() + "' is no perceptron; write " + PREFIX
                    + " and at least two sizes from 1 to 9999, for instance " + models().get(0));
        }
        int[] sizes = Arrays.stream(spec.reference().substring(PREFIX.length()).split("x"))
                .mapToInt(Integer::parseInt)
                .toArray();
        return new SeededPerceptron(spec, sizes);
    }
}
