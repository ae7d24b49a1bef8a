package io.inferbench.backend.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferbench.api.backend.Availability;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.Unavailable;
import io.inferbench.api.backend.Unavailable.Reason;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EngineDoorTest {

    private final UnsatisfiedLinkError absent = new UnsatisfiedLinkError("libengine.so.3");

    @Test
    void absentClassesAreAnAnswerWithTheRemedy() {
        Unavailable answer = probe(() -> {
            throw new ExceptionInInitializerError(absent);
        });

        assertThat(answer.reason()).isEqualTo(Reason.LIBRARY_MISSING);
        assertThat(answer.explanation()).contains("libengine.so.3");
        assertThat(answer.remedy()).isEqualTo("add it");
        assertThat(answer.cause()).isPresent();
    }

    @Test
    void whatTheEngineKnowsOfItsTroubleIsPassedOn() {
        Unavailable answer = probe(() -> {
            throw new UnavailableException(Reason.NO_DEVICE, "no card", "insert one", null);
        });

        assertThat(answer).isEqualTo(new Unavailable(Reason.NO_DEVICE, "no card", "insert one", Optional.empty()));
    }

    @Test
    void anythingElseIsADefectOfTheProvider() {
        Unavailable answer = probe(() -> {
            throw new IllegalArgumentException("what?");
        });

        assertThat(answer.reason()).isEqualTo(Reason.PROVIDER_FAILURE);
        assertThat(answer.explanation()).contains("what?");
    }

    @Test
    void openingWithoutTheClassesIsAnExceptionThatSaysWhatToDo() {
        assertThatThrownBy(() -> EngineDoor.open("add it", () -> {
                    throw absent;
                }))
                .isInstanceOf(BackendException.class)
                .hasMessageContainingAll("libengine.so.3", "add it")
                .hasCause(absent);
    }

    private static Unavailable probe(EngineStep<Availability> step) {
        return (Unavailable) EngineDoor.probe("add it", step);
    }
}
