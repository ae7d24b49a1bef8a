package io.inferbench.core.ceiling;

import io.inferbench.api.Precision;
import io.inferbench.core.config.DeviceCeiling;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Ceilings of devices by name: the plan's first, then the published ones. */
public final class CeilingTable {

    private static final double TERA = 1e12;
    private static final double GIGA = 1e9;
    private static final int COLUMNS = 7;

    private final List<DeviceCeiling> ceilings;

    private CeilingTable(List<DeviceCeiling> ceilings) {
        this.ceilings = ceilings;
    }

    /** Returns the published ceilings behind those of a plan. */
    public static CeilingTable of(List<DeviceCeiling> ofPlan) {
        List<DeviceCeiling> all = new ArrayList<>(ofPlan);
        all.addAll(Published.CEILINGS);
        return new CeilingTable(List.copyOf(all));
    }

    /**
     * Returns what a device of that name can do.
     *
     * @param deviceName what the device calls itself, for instance {@code NVIDIA H200}
     * @return empty if no entry's words are all in the name
     */
    public Optional<DeviceCeiling> find(String deviceName) {
        Set<String> words = new HashSet<>(words(deviceName));
        return ceilings.stream()
                .filter(ceiling -> words.containsAll(words(ceiling.device())))
                .findFirst();
    }

    /** Cuts a name at everything that is no letter or digit, and a form factor off its generation: SXM4 is SXM too. */
    private static List<String> words(String name) {
        List<String> words = new ArrayList<>();
        for (String word : name.toLowerCase(Locale.ROOT).split("[^a-z0-9]+", -1)) {
            if (!word.isEmpty()) {
                words.add(word);
                if (word.matches("sxm[0-9]")) {
                    words.add("sxm");
                }
            }
        }
        return words;
    }

    /** Read when first asked for. */
    private static final class Published {

        private static final List<DeviceCeiling> CEILINGS = read();

        private static List<DeviceCeiling> read() {
            try (InputStream in = CeilingTable.class.getResourceAsStream("devices.csv")) {
                if (in == null) {
                    throw new IllegalStateException("bench-core's jar lacks devices.csv");
                }
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
                return lines.lines()
                        .filter(line -> !line.startsWith("#"))
                        .map(Published::ceiling)
                        .toList();
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }

        private static DeviceCeiling ceiling(String line) {
            String[] fields = line.split(",", -1);
            if (fields.length != COLUMNS) {
                throw new IllegalStateException("devices.csv: " + Arrays.toString(fields));
            }
            Map<Precision, Double> flops = new EnumMap<>(Precision.class);
            for (Precision precision : Precision.values()) {
                figure(fields[1 + precision.ordinal()], TERA).ifPresent(value -> flops.put(precision, value));
            }
            return new DeviceCeiling(
                    fields[0], flops, figure(fields[4], GIGA), "published " + fields[5] + ", " + fields[6]);
        }

        private static OptionalDouble figure(String field, double unit) {
            return field.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(field) * unit);
        }
    }
}
