package org.permanence.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.testing.Fixtures.LES_LILAS;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.permanence.call.BridgeOutcome;
import org.permanence.call.CallEnded;
import org.permanence.call.HangupCause;
import org.permanence.call.Line;
import org.permanence.call.Prompt;

class ScriptedCallTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final List<String> happened = new ArrayList<>();

    @Test
    void aFlowThatGoesPastTheScriptFails() {
        var call = ScriptedCall.to(LES_LILAS);

        assertThrows(AssertionError.class, () -> call.play(new Prompt("greeting")));
    }

    @Test
    void aScriptNotPlayedOutFails() {
        var call = ScriptedCall.to(LES_LILAS).hears("greeting");

        assertThrows(AssertionError.class, call::assertPlayedOut);
    }

    @Test
    void anotherPromptThanTheScriptsFails() {
        var call = ScriptedCall.to(LES_LILAS).hears("greeting");

        assertThrows(AssertionError.class, () -> call.play(new Prompt("closed")));
    }

    @Test
    void anotherLineThanTheScriptsFails() {
        var call = ScriptedCall.to(LES_LILAS).talksTo("ines");

        assertThrows(AssertionError.class, () -> call.bridge(new Line("omar"), PATIENCE, () -> {}));
    }

    @Test
    void whoeverHangsUpIsGoneForEveryVerb() {
        var call = ScriptedCall.to(LES_LILAS).hangsUp();
        call.onHangup(cause -> happened.add("told " + cause));

        assertThrows(CallEnded.class, () -> call.play(new Prompt("greeting")));

        assertThrows(CallEnded.class, call::answer);
        assertThrows(CallEnded.class, call::holdMusic);
        assertThrows(CallEnded.class, () -> call.bridge(new Line("ines"), PATIENCE, () -> {}));
        assertEquals(List.of("told NORMAL"), happened);
    }

    @Test
    void whoeverAsksLateIsToldAtOnceThatTheCallerLeft() {
        var call = ScriptedCall.to(LES_LILAS);
        call.leaves();

        call.onHangup(cause -> happened.add("told " + cause));

        assertEquals(List.of("told " + HangupCause.NORMAL), happened);
    }

    @Test
    void aTalkRunsJoinedOnceAndARingThatFailsDoesNot() throws CallEnded {
        var call = ScriptedCall.to(LES_LILAS).getsNoAnswerFrom("ines").talksTo("omar");

        assertEquals(
                BridgeOutcome.NO_ANSWER, call.bridge(new Line("ines"), PATIENCE, () -> happened.add("joined ines")));
        assertEquals(
                BridgeOutcome.CONNECTED, call.bridge(new Line("omar"), PATIENCE, () -> happened.add("joined omar")));

        assertEquals(List.of("joined omar"), happened);
        call.assertPlayedOut();
    }

    @Test
    void aCallerMayBeLostWhileRingingAndWhileTalking() {
        var ringing = ScriptedCall.to(LES_LILAS).hangsUpWhileItRings("ines");
        var talking = ScriptedCall.to(LES_LILAS).isLostWhileTalkingTo("ines");

        assertThrows(CallEnded.class, () -> ringing.bridge(new Line("ines"), PATIENCE, () -> happened.add("joined")));
        assertEquals(List.of(), happened);
        assertThrows(CallEnded.class, () -> talking.bridge(new Line("ines"), PATIENCE, () -> happened.add("joined")));
        assertEquals(List.of("joined"), happened);
    }

    @Test
    void somethingMayHappenWhileALineRings() throws CallEnded {
        var call = ScriptedCall.to(LES_LILAS)
                .meanwhile(() -> happened.add("meanwhile"))
                .talksTo("ines");

        call.bridge(new Line("ines"), PATIENCE, () -> happened.add("joined"));

        assertEquals(List.of("meanwhile", "joined"), happened);
    }

    @Test
    void aLineIsHungUpOrHandedBackNeverBoth() {
        var call = ScriptedCall.to(LES_LILAS);
        call.hangUp();
        assertTrue(call.isHungUp());

        call.sendToFallback();
        assertFalse(call.isHungUp());
        assertFalse(call.isHandedBack());
    }
}
