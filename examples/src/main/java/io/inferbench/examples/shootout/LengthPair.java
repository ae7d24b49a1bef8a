package io.inferbench.examples.shootout;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Lengths of one generation.
 *
 * @param prompt tokens read
 * @param generated tokens written
 */
record LengthPair(int prompt, int generated) {

    LengthPair {
        if (prompt < 1 || generated < 1) {
            throw new IllegalArgumentException("a generation reads and writes at least one token");
        }
    }

    int total() {
        return Math.addExact(prompt, generated);
    }

    /** Returns the pair as plans write it. */
    @Override
    public String toString() {
        return prompt + "," + generated;
    }

    /** Reads {@code 60,20;128,20}. */
    static final class ListConverter implements ITypeConverter<List<LengthPair>> {

        @Override
        public List<LengthPair> convert(String text) {
            List<LengthPair> pairs = new ArrayList<>();
            for (String pair : text.split(";", -1)) {
                String[] lengths = pair.split(",", -1);
                try {
                    pairs.add(
                            new LengthPair(Integer.parseInt(lengths[0].strip()), Integer.parseInt(lengths[1].strip())));
                } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException unreadable) {
                    throw new TypeConversionException(
                            "'" + text + "' should be pairs of whole numbers from 1 such as \"60,20;128,20\"");
                }
            }
            return pairs;
        }
    }
}
