package io.inferbench.api.backend;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PromptCheckTest {

    private static final GenerationLimits LIMITS = new GenerationLimits(10, 8, 2);

    @Test
    void acceptsWhatJustFits() {
        assertThatCode(() -> PromptCheck.require("m", LIMITS, request(3, new int[] {0, 9, 1, 2, 3}, new int[] {4})))
                .doesNotThrowAnyException();
    }

    @Test
    void namesEveryFault() {
        GenerationRequest request = request(4, new int[] {1, 2, 3, 4, 5}, new int[] {1, 10, 11}, new int[] {-1});

        assertThatThrownBy(() -> PromptCheck.require("m", LIMITS, request))
                .isInstanceOf(BackendException.class)
                .hasMessageContainingAll(
                        "model 'm'",
                        "3 prompts are more than the 2 allowed",
                        "prompt 0 of 5 tokens and 4 new ones exceed the context of 8",
                        "token 10 at 1 of prompt 1 is outside the vocabulary of 10",
                        "token -1 at 0 of prompt 2");
    }

    @Test
    void anEngineMayBeBuiltForLess() {
        assertThatThrownBy(() -> PromptCheck.require("m", LIMITS, 2, 3, request(1, new int[] {1, 2, 3, 4})))
                .hasMessageContainingAll(
                        "1 prompts are fewer than the 2 allowed", "prompt 0 of 4 tokens exceeds the longest of 3");
    }

    private static GenerationRequest request(int newTokens, int[]... prompts) {
        GenerationRequest.Builder request = GenerationRequest.builder(newTokens);
        for (int[] prompt : prompts) {
            request.prompt(prompt);
        }
        return request.build();
    }
}
