package io.inferbench.report.html;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The JavaScript that draws: Apache ECharts, out of its webjar. */
final class ChartLibrary {

    private static final String VERSION_FILE = "META-INF/maven/org.webjars/echarts/pom.properties";
    private static final String FOLDER = "META-INF/resources/webjars/echarts/";

    private ChartLibrary() {}

    /**
     * Returns the script.
     *
     * @throws IOException if the webjar is not on the class path or not laid out as known
     */
    static String source() throws IOException {
        Properties properties = new Properties();
        try (InputStream in = open(VERSION_FILE)) {
            properties.load(in);
        }
        try (InputStream in = open(FOLDER + properties.getProperty("version") + "/echarts.min.js")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("</script", "<\\/script");
        }
    }

    private static InputStream open(String name) throws IOException {
        @Nullable InputStream in = ChartLibrary.class.getClassLoader().getResourceAsStream(name);
        if (in == null) {
            throw new IOException("the charts' library is not on the class path: " + name
                    + " was not found; put org.webjars:echarts beside bench-report, as its pom.xml asks for");
        }
        return in;
    }
}
