package io.inferbench.core.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferbench.api.ElementType;
import io.inferbench.api.ModelSignature;
import io.inferbench.api.Tensor;
import io.inferbench.api.workload.TensorWorkloadSession;
import io.inferbench.api.workload.Workload;
import io.inferbench.api.workload.WorkloadException;
import io.inferbench.api.workload.WorkloadSpec;
import io.inferbench.tck.WorkloadContract;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RawTensorsTest extends WorkloadContract {

    private static final ModelSignature IMAGES = new ModelSignature(
            List.of(
                    Specs.input("pixel:values", ElementType.FLOAT32, "batch_size", "3", "height", "width"),
                    Specs.input("scale", ElementType.FLOAT16),
                    Specs.input("choice", ElementType.INT32, "batch_size")),
            List.of());

    private static final Map<String, String> SMALL = Map.of("shape", "pixel:values:?x3x4x5", "range", "choice:-2..3");

    @TempDir
    Path folder;

    private static TensorWorkloadSession open(WorkloadSpec.Builder spec, Map<String, String> options)
            throws WorkloadException {
        return (TensorWorkloadSession) Specs.open(new RawTensors(), spec, options);
    }

    private static WorkloadSpec.Builder images() {
        return WorkloadSpec.builder().seed(7).batchSize(2).signature(IMAGES);
    }

    @Override
    protected Workload workload() {
        return new RawTensors();
    }

    @Override
    protected WorkloadSpec spec() throws Exception {
        return images().options(Specs.options(workload(), SMALL)).build();
    }

    @Override
    protected Map<String, WorkloadSpec> misfits() throws Exception {
        return Map.of(
                "height", images().build(),
                "pixels",
                        images().options(Specs.options(workload(), Map.of("shape", "pixels:2x3x4x5")))
                                .build());
    }

    @Test
    void requestsAreTheSameOnEveryMachineAndJvm() throws WorkloadException {
        WorkloadSpec.Builder text = WorkloadSpec.builder()
                .seed(7)
                .sequenceLength(9)
                .signature(Specs.BERT)
                .modelFacts(Map.of("vocabulary", "50"));

        assertThat(List.of(RequestHash.of(open(images(), SMALL)), RequestHash.of(open(text, Map.of()))))
                .containsExactly("0bac533b1c8012ea", "841fe90523d498b3");
    }

    @Test
    void valuesKeepToTheirRangesAndDistributions() throws WorkloadException {
        TensorWorkloadSession session = open(
                images(),
                Map.of("shape", "pixel:values:batchx3x40x50", "range", "choice:-2..3", "reals", "uniform:-1..1"));

        Tensor pixels = session.request(0).input("pixel:values").orElseThrow();
        assertThat(pixels.shape()).containsExactly(2, 3, 40, 50);
        double mean = LongStream.range(0, pixels.elementCount())
                .mapToDouble(pixels::value)
                .average()
                .orElseThrow();
        assertThat(mean).isBetween(-0.03, 0.03);
        assertThat(LongStream.range(0, pixels.elementCount()).mapToDouble(pixels::value))
                .allMatch(value -> value >= -1 && value < 1)
                .anyMatch(value -> value < -0.99)
                .anyMatch(value -> value > 0.99);
        for (int index = 0; index < session.size(); index++) {
            Tensor choice = session.request(index).input("choice").orElseThrow();
            assertThat(choice.value(0)).isBetween(-2.0, 2.0);
        }
        assertThat(session.facts())
                .containsEntry("values.choice", "-2..3")
                .containsEntry("values.scale", "uniform:-1..1");
    }

    @Test
    void inputsOfTextModelsGetWhatTheyNeed() throws WorkloadException {
        TensorWorkloadSession session = open(
                WorkloadSpec.builder().batchSize(4).signature(Specs.BERT).modelFacts(Map.of("vocabulary", "50")),
                Map.of("shape", "input_ids:4x128"));

        assertThat(session.request(0).tokenCount()).hasValue(512);
        assertThat(session.request(0).input("attention_mask").orElseThrow().shape())
                .containsExactly(4, 128);
        assertThat(session.facts())
                .containsEntry("values.input_ids", "0..50")
                .containsEntry("values.attention_mask", "as a text model's mask");
    }

    @Test
    void everyWrongShapeNameAndRangeIsReportedWithTheSignature() {
        assertThatThrownBy(() -> open(
                        images().sequenceLength(9),
                        Map.of(
                                "shape", "pixel:values:3x4x5,choise:2,choice:4,scale:2x2",
                                "range", "choice:3..3,scale:0..1,choice:0..1")))
                .isInstanceOf(WorkloadException.class)
                .hasMessageContainingAll(
                        "shape of pixel:values has 3 axes; the model takes pixel:values:FLOAT32[batch_sizex3xheightxwidth]",
                        "shape 'choise:2' should be INPUT:… and names none of the inputs (did you mean 'choice'?)",
                        "the first axis of choice is given as 4 and the trial's batch as 2",
                        "shape of scale has 2 axes; the model takes scale:FLOAT16[]",
                        "range of choice: '3..3' holds nothing",
                        "range of scale is for whole numbers",
                        "range of choice is given twice",
                        "the trial's sequence_length is 9 and no input has an axis of that length",
                        ". the model takes [pixel:values");
    }

    @Test
    void axesOfOneSymbolMustAgree() {
        ModelSignature two = new ModelSignature(
                List.of(
                        Specs.input("a", ElementType.FLOAT32, "batch", "width"),
                        Specs.input("b", ElementType.FLOAT32, "batch", "width")),
                List.of());

        assertThatThrownBy(() -> open(WorkloadSpec.builder().signature(two), Map.of("shape", "a:1x4,b:1x5")))
                .hasMessageContaining("axis 'width' is given as 4 and, for b, as 5");
    }

    @Test
    void aTensorThatCannotBeHeldIsRefused() {
        assertThatThrownBy(() -> open(images(), Map.of("shape", "pixel:values:2x3x99999x99999")))
                .isInstanceOf(WorkloadException.class)
                .hasMessageContaining("is too large");
    }

    @Test
    void valuesComeFromNumpyAndBareFiles() throws IOException, WorkloadException {
        Path choices = Files.write(folder.resolve("choices.npy"), numpy("<i4", "(6,)", integers(1, 2, 3, 4, 5, 6)));
        Path scales = Files.write(folder.resolve("scales.bin"), new byte[] {0, 0x3c, 0, 0x40, 0, 0x42});

        TensorWorkloadSession session = open(
                images(), Map.of("shape", "pixel:values:2x3x1x1", "files", "choice:" + choices + ",scale:" + scales));

        assertThat(session.size()).isEqualTo(3);
        assertThat(session.request(2).input("choice").orElseThrow().value(0)).isEqualTo(5);
        assertThat(session.request(2).input("choice").orElseThrow().value(1)).isEqualTo(6);
        assertThat(session.request(1).input("scale").orElseThrow().value(0)).isEqualTo(2);
    }

    @Test
    void filesThatDoNotFitAreRefused() throws IOException {
        Path wrongType = Files.write(folder.resolve("type.npy"), numpy("<i8", "(1,)", new byte[8]));
        Path wrongSize = Files.write(folder.resolve("size.bin"), new byte[9]);
        Path wrongRows = Files.write(folder.resolve("rows.npy"), numpy("<f4", "(2, 3, 4, 4)", new byte[384]));
        Path fortran = Files.write(
                folder.resolve("order.npy"), numpy("<i4', 'fortran_order': True, 'x': '", "(2,)", new byte[8]));

        assertThatThrownBy(() -> open(images(), withFile("choice", wrongType)))
                .hasMessageContaining("it holds '<i8'; the model takes INT32, little-endian");
        assertThatThrownBy(() -> open(images(), withFile("choice", wrongSize)))
                .hasMessageContaining("it holds 9 bytes of values; INT32[2] takes 8 or a multiple");
        assertThatThrownBy(() -> open(images(), withFile("pixel:values", wrongRows)))
                .hasMessageContaining("its shape is [2, 3, 4, 4]; wanted [2, 3, 4, 5] or more rows of it");
        assertThatThrownBy(() -> open(images(), withFile("choice", fortran)))
                .hasMessageContaining("it is in Fortran order");
        assertThatThrownBy(() -> open(images(), withFile("choice", folder.resolve("absent"))))
                .hasMessageContaining("file of choice: there is no '");
    }

    private static Map<String, String> withFile(String input, Path file) {
        return Map.of("shape", "pixel:values:2x3x4x5", "files", input + ":" + file);
    }

    private static byte[] integers(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asIntBuffer().put(values);
        return bytes.array();
    }

    /** As numpy.save writes it: the heading is padded to 64 bytes. */
    private static byte[] numpy(String type, String shape, byte[] values) throws IOException {
        String dictionary = "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }";
        String heading = dictionary + " ".repeat(63 - (10 + dictionary.length()) % 64) + "\n";
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
        out.write(new byte[] {(byte) heading.length(), (byte) (heading.length() >>> 8)});
        out.write(heading.getBytes(StandardCharsets.US_ASCII));
        out.write(values);
        return out.toByteArray();
    }
}
