package org.permanence.note;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.permanence.testing.Fixtures.CALLER;
import static org.permanence.testing.Fixtures.LES_LILAS_DID;
import static org.permanence.testing.SamplePractices.INES;
import static org.permanence.testing.SamplePractices.LES_LILAS;
import static org.permanence.testing.SamplePractices.OMAR;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.permanence.assistant.Login;
import org.permanence.call.CallId;
import org.permanence.note.AssistantCalls.AssistantCall;
import org.permanence.testing.ScriptedCall;
import org.permanence.testing.SteppedClock;

class AssistantCallsTest {

    private static final CallId CALL = new CallId("call-1");
    private static final Optional<AssistantCall> KNOWN =
            Optional.of(new AssistantCall(CALL, LES_LILAS, Optional.of(CALLER)));

    private final SteppedClock clock = new SteppedClock();
    private final AssistantCalls calls = new AssistantCalls(clock);

    @Test
    void callOfAnotherAssistantIsNotFound() {
        connect(INES.login());

        assertEquals(Optional.empty(), calls.find(OMAR.login(), CALL));
        assertEquals(Optional.empty(), calls.find(INES.login(), new CallId("call-2")));
    }

    @Test
    void runningCallIsFoundHoweverLongItLasts() {
        connect(INES.login());
        clock.advance(Duration.ofHours(9));
        connect("call-2", OMAR.login());

        assertEquals(KNOWN, calls.find(INES.login(), CALL));
    }

    @Test
    void callIsFoundForAnHourAfterItsEnd() {
        connect(INES.login());
        calls.ended(CALL);
        clock.advance(Duration.ofHours(1));
        calls.ended(CALL);

        assertEquals(KNOWN, calls.find(INES.login(), CALL));
        clock.advance(Duration.ofSeconds(1));
        assertEquals(Optional.empty(), calls.find(INES.login(), CALL));
    }

    @Test
    void callThatComesToASecondAssistantBelongsToBoth() {
        connect(INES.login());
        calls.ended(CALL);
        clock.advance(Duration.ofMinutes(30));
        connect(OMAR.login());
        clock.advance(Duration.ofMinutes(31));

        assertEquals(Optional.empty(), calls.find(INES.login(), CALL));
        assertEquals(KNOWN, calls.find(OMAR.login(), CALL));
    }

    private void connect(Login assistant) {
        connect(CALL.value(), assistant);
    }

    private void connect(String call, Login assistant) {
        calls.connected(ScriptedCall.to(LES_LILAS_DID).withId(call).from(CALLER), LES_LILAS, assistant);
    }
}
