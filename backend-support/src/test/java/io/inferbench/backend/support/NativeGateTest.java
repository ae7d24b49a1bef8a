package io.inferbench.backend.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class NativeGateTest {

    private final List<String> freed = Collections.synchronizedList(new ArrayList<>());
    private final NativeGate session = new NativeGate("the session", () -> freed.add("session"));

    @Test
    void closingClosesWhatIsLeftOfThePartsFirst() {
        NativeGate first = session.part("the first call", () -> freed.add("first"));
        NativeGate second = session.part("the second call", () -> freed.add("second"));

        first.close();
        first.close();
        session.close();
        session.close();

        assertThat(freed).containsExactly("first", "second", "session");
        assertThatThrownBy(second::enter)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the session is closed");
        assertThatThrownBy(() -> session.part("a third", () -> {})).hasMessage("the session is closed");
    }

    @Test
    void aClosedPartLeavesTheRestOpen() {
        NativeGate call = session.part("the call", () -> freed.add("call"));

        call.close();

        assertThatThrownBy(call::enter).hasMessage("the call is closed");
        assertThatCode(session::enter).doesNotThrowAnyException();
        session.leave();
    }

    @Test
    void whoIsInsideMayCloseBehindItselfAndIsTold() {
        NativeGate call = session.part("the call", () -> freed.add("call"));

        call.enter();
        session.close();

        assertThat(freed).containsExactly("call", "session");
        assertThatThrownBy(call::requireOpen).isInstanceOf(IllegalStateException.class);
        call.leave();
    }

    @Test
    void closingWaitsForTheThreadInside() throws InterruptedException {
        NativeGate call = session.part("the call", () -> freed.add("call"));
        CountDownLatch closing = new CountDownLatch(1);
        Thread closer = new Thread(() -> {
            closing.countDown();
            session.close();
        });

        call.enter();
        closer.start();
        closing.await();
        freed.add("inside");
        call.leave();
        closer.join();

        assertThat(freed).containsExactly("inside", "call", "session");
    }
}
