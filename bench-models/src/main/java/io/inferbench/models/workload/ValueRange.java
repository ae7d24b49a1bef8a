package io.inferbench.models.workload;

import io.inferbench.api.ElementType;
import java.util.Random;

/**
 * The values that an input takes.
 *
 * @param low smallest
 * @param high largest
 */
record ValueRange(double low, double high) {

    /** 2⁵³: whole numbers beyond have gaps between them as doubles. */
    private static final double LARGEST_EXACT = 0x1p53;

    ValueRange {
        if (!(low <= high) || Math.abs(low) > LARGEST_EXACT || Math.abs(high) > LARGEST_EXACT) {
            throw new IllegalArgumentException(
                    "a range goes from a smaller to a larger number, not " + low + ".." + high);
        }
    }

    static ValueRange parse(String text) {
        String[] ends = text.split("\\.\\.", -1);
        if (ends.length != 2) {
            throw new IllegalArgumentException("'" + text + "' should be LOW..HIGH");
        }
        return new ValueRange(Double.parseDouble(ends[0]), Double.parseDouble(ends[1]));
    }

    /** Returns whether the range's ends are values of that type. */
    boolean fits(ElementType type) {
        double[] limits = switch (type) {
            case INT32 -> new double[] {Integer.MIN_VALUE, Integer.MAX_VALUE};
            case INT16 -> new double[] {Short.MIN_VALUE, Short.MAX_VALUE};
            case INT8 -> new double[] {Byte.MIN_VALUE, Byte.MAX_VALUE};
            case UINT8 -> new double[] {0, 255};
            case BOOL -> new double[] {0, 1};
            case FLOAT16 -> new double[] {-65_504, 65_504};
            default -> new double[] {-LARGEST_EXACT, LARGEST_EXACT};
        };
        boolean whole = low == Math.rint(low) && high == Math.rint(high);
        return low >= limits[0] && high <= limits[1] && (whole || type.isFloatingPoint());
    }

    double draw(ElementType type, Random random) {
        return type.isFloatingPoint()
                ? low + random.nextDouble() * (high - low)
                : low + Math.floor(random.nextDouble() * (high - low + 1));
    }

    @Override
    public String toString() {
        return end(low) + ".." + end(high);
    }

    private static String end(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
