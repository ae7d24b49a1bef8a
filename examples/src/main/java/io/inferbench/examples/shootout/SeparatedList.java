package io.inferbench.examples.shootout;

import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Several values in one flag, in either habit: {@code 1,8,64} or {@code "1;8;64"}.
 *
 * @param values at least one, none blank
 */
record SeparatedList(List<String> values) {

    /** Reads one. */
    static final class Converter implements ITypeConverter<SeparatedList> {

        @Override
        public SeparatedList convert(String text) {
            List<String> values =
                    Arrays.stream(text.split("[,;]", -1)).map(String::strip).toList();
            if (values.stream().anyMatch(String::isEmpty)) {
                throw new TypeConversionException("'" + text + "' should be values separated by , or ;");
            }
            return new SeparatedList(values);
        }
    }
}
