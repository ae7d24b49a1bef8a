package io.inferbench.backend.djl.pytorch;

import io.inferbench.api.Dimension;
import io.inferbench.api.ElementType;
import io.inferbench.api.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tensors of a signature as text: {@code ids:int64[batch,sequence];image:float32[1,3,224,224];scale:float32[]}. */
final class SignatureText {

    private static final Pattern TENSOR = Pattern.compile("\\s*([^:;\\[\\]]+):(\\w+)\\[([^\\]]*)\\]\\s*");

    private SignatureText() {}

    /**
     * Reads a list of tensors.
     *
     * @throws IllegalArgumentException naming the part that is not of the form
     */
    static List<TensorSpec> parse(String text) {
        List<TensorSpec> specs = new ArrayList<>();
        for (String part : text.split(";", -1)) {
            Matcher matcher = TENSOR.matcher(part);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("'" + part + "' is not name:type[axes]");
            }
            ElementType type = ElementType.valueOf(matcher.group(2).toUpperCase(Locale.ROOT));
            specs.add(new TensorSpec(matcher.group(1).strip(), type, axes(matcher.group(3))));
        }
        return List.copyOf(specs);
    }

    private static List<Dimension> axes(String text) {
        List<Dimension> axes = new ArrayList<>();
        if (text.isBlank()) {
            return axes;
        }
        for (String axis : text.split(",", -1)) {
            String word = axis.strip();
            boolean fixed = !word.isEmpty() && word.chars().allMatch(Character::isDigit);
            axes.add(fixed ? Dimension.of(Long.parseLong(word)) : Dimension.free(word.equals("?") ? "" : word));
        }
        return axes;
    }
}
