package io.inferbench.core.sink;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Lines of comma-separated values as RFC 4180 has them: CRLF, quotes doubled, every line as long as the heading. */
public final class CsvLines {

    private final Writer writer;
    private final List<String> columns;

    /** Writes the heading. */
    public CsvLines(OutputStream out, List<String> columns) throws IOException {
        this.writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        this.columns = List.copyOf(columns);
        writeLine(columns.iterator());
    }

    /** Writes one line; a column without a value stays empty. */
    public void add(Map<String, String> values) throws IOException {
        writeLine(
                columns.stream().map(column -> values.getOrDefault(column, "")).iterator());
    }

    private void writeLine(Iterator<String> fields) throws IOException {
        String separator = "";
        while (fields.hasNext()) {
            writer.write(separator);
            writer.write(quoted(fields.next()));
            separator = ",";
        }
        writer.write("\r\n");
    }

    private static String quoted(String field) {
        boolean plain = field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
        return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
    }

    /** Hands everything to the stream. */
    public void flush() throws IOException {
        writer.flush();
    }

    /** Returns a number with a decimal point, without an exponent and with all its digits. */
    public static String number(double value) {
        return Double.isFinite(value)
                ? new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString()
                : Double.toString(value);
    }
}
