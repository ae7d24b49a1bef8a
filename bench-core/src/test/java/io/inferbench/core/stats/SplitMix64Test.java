package io.inferbench.core.stats;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SplitMix64Test {
    /** The values that the reference C code of Vigna prints for this seed. */
    @Test
    void givesTheReferenceNumbers() {
        SplitMix64 random = new SplitMix64(1234567);

        assertThat(Long.toUnsignedString(random.nextLong())).isEqualTo("6457827717110365317");
        assertThat(Long.toUnsignedString(random.nextLong())).isEqualTo("3203168211198807973");
        assertThat(Long.toUnsignedString(random.nextLong())).isEqualTo("9817491932198370423");
        assertThat(Long.toUnsignedString(random.nextLong())).isEqualTo("4593380528125082431");
        assertThat(Long.toUnsignedString(random.nextLong())).isEqualTo("16408922859458223821");
    }

    @Test
    void boundedNumbersAreEven() {
        SplitMix64 random = new SplitMix64(7);
        int[] counts = new int[7];
        for (int i = 0; i < 70_000; i++) {
            counts[random.nextInt(7)]++;
        }

        for (int count : counts) {
            assertThat(count).isBetween(9_600, 10_400);
        }
    }

    @Test
    void streamsOfOneSeedDiffer() {
        assertThat(SplitMix64.stream(5, 0).nextLong())
                .isNotEqualTo(SplitMix64.stream(5, 1).nextLong())
                .isNotEqualTo(SplitMix64.stream(6, 0).nextLong());
    }

    @Test
    void aMarkRepeatsWhatFollowed() {
        SplitMix64 random = new SplitMix64(3);
        random.nextLong();
        long mark = random.mark();
        long next = random.nextLong();

        assertThat(new SplitMix64(mark).nextLong()).isEqualTo(next);
    }

    @Test
    void shufflingKeepsEveryValue() {
        double[] values = {1, 2, 3, 4, 5, 6, 7, 8};
        new SplitMix64(1).shuffle(values);

        assertThat(values)
                .containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7, 8)
                .isNotEqualTo(new double[] {1, 2, 3, 4, 5, 6, 7, 8});
    }
}
