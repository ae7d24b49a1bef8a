package io.inferbench.backend.ort;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What ONNX Runtime says when memory runs out, as its users have reported it. */
class MemoryShortageTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            Non-zero status code returned while running Mul node. Name:'Mul_8702' Status Message: /onnxruntime_src/onnxruntime/core/framework/bfc_arena.cc:376 void* onnxruntime::BFCArena::AllocateRawInternal(size_t, bool, onnxruntime::Stream*, bool, onnxruntime::WaitNotificationFn) Failed to allocate memory for requested buffer of size 2830172160 | 2830172160
            /onnxruntime_src/onnxruntime/core/framework/bfc_arena.cc:331 void* onnxruntime::BFCArena::AllocateRawInternal(size_t, bool) Failed to allocate memory for requested buffer of size 8388608000 | 8388608000
            bfc_arena.cc:148 onnxruntime::common::Status onnxruntime::BFCArena::Extend(size_t) Available memory of 0 is smaller than requested bytes of 154389504 | 154389504
            """)
    void theArenaSaysWhatItAskedFor(String text, long askedBytes) {
        assertThat(MemoryShortage.in(text))
                .hasValueSatisfying(
                        shortage -> assertThat(shortage.askedBytes()).hasValue(askedBytes));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CUDA failure 2: out of memory ; GPU=0 ; hostname=box ; file=cuda_stream_handle.cc ; line=175 ;"
                        + " expr=cudaStreamCreateWithFlags(&stream, cudaStreamNonBlocking);",
                "CUBLAS failure 3: CUBLAS_STATUS_ALLOC_FAILED ; GPU=0",
                "std::bad_alloc",
                "Failed to allocate memory for requested buffer of size 18446744073709551615"
            })
    void othersDoNot(String text) {
        assertThat(MemoryShortage.in(text))
                .hasValueSatisfying(
                        shortage -> assertThat(shortage.askedBytes()).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Non-zero status code returned while running Add node.", "Load model failed: no such file"})
    void otherTroubleIsNoShortage(String text) {
        assertThat(MemoryShortage.in(text)).isEmpty();
    }

    @Test
    void whatIsToldNamesPlaceAskedFreeAndRemedy() {
        assertThat(new MemoryShortage(OptionalLong.of(2_830_172_160L)).told("cuda:0", OptionalLong.of(1_048_576)))
                .isEqualTo("out of memory: asked cuda:0 for 2830172160 bytes; 1048576 bytes are free: take a smaller"
                        + " batch, a shorter context or a lower precision");
    }
}
