package io.inferbench.report.html;

import io.inferbench.api.report.RunReport;
import io.inferbench.core.json.ReportJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Pages of measured reports, and what stands in a page. */
final class Pages {

    private static final Pattern CHARTS =
            Pattern.compile("<script type=\"application/json\" id=\"charts\">(.*?)</script>", Pattern.DOTALL);
    private static final Pattern EXACT = Pattern.compile("data-value=\"([^\"]*)\"");

    private Pages() {}

    static String of(RunReport report) {
        try {
            return new HtmlReport(report, "report.json").text();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Returns the numbers of the charts. */
    static JsonNode charts(String page) {
        Matcher found = CHARTS.matcher(page);
        if (!found.find()) {
            throw new IllegalStateException("no numbers of charts in the page");
        }
        return ReportJson.mapper().readTree(found.group(1));
    }

    /** Returns every exact value that a table's cell carries. */
    static List<Double> exactValues(String page) {
        List<Double> values = new ArrayList<>();
        Matcher cells = EXACT.matcher(page);
        while (cells.find()) {
            values.add(Double.valueOf(cells.group(1)));
        }
        return values;
    }

    /** Returns the page without the library and without the style, which are not ours to judge. */
    static String ownMarkup(String page) {
        return page.replaceAll("(?s)<script>.*?</script>", "").replaceAll("(?s)<style>.*?</style>", "");
    }
}
