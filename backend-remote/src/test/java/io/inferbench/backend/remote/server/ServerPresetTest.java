package io.inferbench.backend.remote.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands as their projects document them. */
class ServerPresetTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "VLLM|vllm serve /w --host h --port 81 --served-model-name m --tensor-parallel-size 2 --x y",
                "SGLANG|python3 -m sglang.launch_server --model-path /w --host h --port 81 --served-model-name m"
                        + " --tp-size 2 --x y",
                "TRTLLM_SERVE|trtllm-serve serve /w --host h --port 81 --backend pytorch --tp_size 2 --x y",
                "TRTLLM_ENGINE|trtllm-serve serve /w --host h --port 81 --backend tensorrt --tp_size 2 --x y"
            })
    void commandsOfServersOverTwoGpus(ServerPreset preset, String command) {
        assertThat(String.join(" ", preset.command(target(2)))).isEqualTo(command);
    }

    @Test
    void llamaServerRunsOnOneDeviceByPreset() {
        assertThat(String.join(" ", ServerPreset.LLAMA_SERVER.command(target(1))))
                .isEqualTo("llama-server --model /w --alias m --host h --port 81 --x y");
        assertThatThrownBy(() -> ServerPreset.LLAMA_SERVER.command(target(2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 GPUs");
    }

    private static ServerPreset.Target target(int tensorParallel) {
        return new ServerPreset.Target("m", "/w", "h", 81, tensorParallel, List.of("--x", "y"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                "a  b|a,b",
                "'a b' c|a b,c",
                "\"it's\" x|it's,x",
                "a\\ b|a b",
                "--x=\"1 2\"|--x=1 2",
                "''|§§",
                "a\"b\"c|abc"
            })
    void wordsAreSplitAsAShellSplitsThem(String line, String words) {
        assertThat(String.join(",", CommandLine.split(line))).isEqualTo(words == null ? "" : words);
    }

    @Test
    void anOpenQuoteIsRefused() {
        assertThatThrownBy(() -> CommandLine.split("a 'b")).hasMessageContaining("quote");
    }
}
