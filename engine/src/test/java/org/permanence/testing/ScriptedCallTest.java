package org.permanence.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.testing.Fixtures.LES_LILAS_DID;

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
    void flowThatGoesPastTheScriptFails() {
        var call = ScriptedCall.to(LES_LILAS_DID);

        assertThrows(AssertionError.class, () -> call.play(new Prompt("greeting")));
    }

    @Test
    void scriptNotPlayedOutFails() {
        var call = ScriptedCall.to(LES_LILAS_DID).hears("greeting");

        assertThrows(AssertionError.class, call::assertPlayedOut);
    }

    @Test
    void promptNotInTheScriptFails() {
        var call = ScriptedCall.to(LES_LILAS_DID).hears("greeting");

        assertThrows(AssertionError.class, () -> call.play(new Prompt("closed")));
    }

    @Test
    void lineNotInTheScriptFails() {
        var call = ScriptedCall.to(LES_LILAS_DID).talksTo("ines");

        assertThrows(AssertionError.class, () -> call.bridge(new Line("omar"), PATIENCE, () -> {}));
    }

    @Test
    void everyVerbFailsAfterTheCallerHangsUp() {
        var call = ScriptedCall.to(LES_LILAS_DID).hangsUp();
        call.onHangup(cause -> happened.add("told " + cause));

        assertThrows(CallEnded.class, () -> call.play(new Prompt("greeting")));

        assertThrows(CallEnded.class, call::answer);
        assertThrows(CallEnded.class, call::holdMusic);
        assertThrows(CallEnded.class, () -> call.bridge(new Line("ines"), PATIENCE, () -> {}));
        assertEquals(List.of("told NORMAL"), happened);
    }

    @Test
    void lateHangupListenerIsCalledAtOnce() {
        var call = ScriptedCall.to(LES_LILAS_DID);
        call.hangsUpNow();

        call.onHangup(cause -> happened.add("told " + cause));

        assertEquals(List.of("told " + HangupCause.NORMAL), happened);
    }

    @Test
    void onConnectedRunsOnceForAConnectedCallAndNeverForAnUnansweredOne() throws CallEnded {
        var call = ScriptedCall.to(LES_LILAS_DID).getsNoAnswerFrom("ines").talksTo("omar");

        assertEquals(
                BridgeOutcome.NO_ANSWER, call.bridge(new Line("ines"), PATIENCE, () -> happened.add("joined ines")));
        assertEquals(
                BridgeOutcome.CONNECTED, call.bridge(new Line("omar"), PATIENCE, () -> happened.add("joined omar")));

        assertEquals(List.of("joined omar"), happened);
        call.assertPlayedOut();
    }

    @Test
    void callerMayHangUpWhileRingingAndWhileTalking() {
        var ringing = ScriptedCall.to(LES_LILAS_DID).hangsUpWhileItRings("ines");
        var talking = ScriptedCall.to(LES_LILAS_DID).isLostWhileTalkingTo("ines");

        assertThrows(CallEnded.class, () -> ringing.bridge(new Line("ines"), PATIENCE, () -> happened.add("joined")));
        assertEquals(List.of(), happened);
        assertThrows(CallEnded.class, () -> talking.bridge(new Line("ines"), PATIENCE, () -> happened.add("joined")));
        assertEquals(List.of("joined"), happened);
    }

    @Test
    void eventMayHappenWhileALineRings() throws CallEnded {
        var call = ScriptedCall.to(LES_LILAS_DID)
                .duringNextStep(() -> happened.add("meanwhile"))
                .talksTo("ines");

        call.bridge(new Line("ines"), PATIENCE, () -> happened.add("joined"));

        assertEquals(List.of("meanwhile", "joined"), happened);
    }

    @Test
    void callIsHungUpOrSentToFallbackNeverBoth() {
        var call = ScriptedCall.to(LES_LILAS_DID);
        call.hangUp();
        assertTrue(call.isHungUp());

        call.sendToFallback();
        assertFalse(call.isHungUp());
        assertFalse(call.isSentToFallback());
    }
}
