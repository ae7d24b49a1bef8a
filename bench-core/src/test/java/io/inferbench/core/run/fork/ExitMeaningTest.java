package io.inferbench.core.run.fork;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExitMeaningTest {

    @ParameterizedTest
    @CsvSource({
        "134, SIGABRT",
        "137, killed by the kernel when memory ran out",
        "139, SIGSEGV",
        "143, SIGTERM",
        "160, signal 32",
        "3, System.exit(3)",
        "-1073741819, 0xC0000005",
        "70, could not tell why"
    })
    void aCodeSaysWhatEndedTheProcess(int code, String meaning) {
        assertThat(ExitMeaning.of(code)).contains(meaning);
    }

    @ParameterizedTest
    @CsvSource({"130, true", "143, true", "129, true", "137, false", "0, false", "2, false"})
    void whatATerminalSendsIsARequestToStop(int code, boolean request) {
        assertThat(ExitMeaning.isStopRequest(code)).isEqualTo(request);
    }
}
