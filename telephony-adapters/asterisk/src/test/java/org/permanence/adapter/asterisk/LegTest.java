package org.permanence.adapter.asterisk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.permanence.call.BridgeOutcome;
import org.permanence.call.CallId;
import org.permanence.call.HangupCause;
import org.permanence.call.Line;
import org.permanence.testing.SteppedClock;

class LegTest {

    private static final Line LINE = new Line("doctor");

    private final SteppedClock clock = new SteppedClock();
    private final Leg leg = new Leg("leg-1", clock);
    private final LegIds legIds = new LegIds(name -> "lab-perm-" + name);

    @Test
    void firstOutcomeWins() {
        leg.fail(5);
        leg.end(HangupCause.NORMAL);
        leg.end(BridgeOutcome.FAILED);

        assertEquals(BridgeOutcome.BUSY, leg.outcome());
    }

    @Test
    void joiningAfterTheEndDoesNotChangeTheOutcome() {
        leg.end(BridgeOutcome.FAILED);
        leg.markJoined();

        assertEquals(BridgeOutcome.FAILED, leg.outcome());
    }

    @Test
    void joinedLegWasConnectedWhateverEndsIt() {
        leg.markJoined();
        assertNull(leg.outcome());

        leg.fail(8);

        assertEquals(BridgeOutcome.CONNECTED, leg.outcome());
    }

    @Test
    void connectionOfLessThanTwoSecondsWasBrief() {
        leg.markJoined();
        clock.advance(Duration.ofMillis(1_999));
        leg.end(HangupCause.NORMAL);

        assertTrue(leg.wasBrief());
    }

    @Test
    void connectionOfTwoSecondsWasNotBrief() {
        leg.markJoined();
        clock.advance(Duration.ofSeconds(2));
        leg.end(HangupCause.NORMAL);
        clock.advance(Duration.ofSeconds(9));

        assertFalse(leg.wasBrief());
    }

    @Test
    void onlyAJoinedLegThatHasEndedCanBeBrief() {
        assertFalse(new Leg("leg-2", clock).wasBrief());

        leg.markJoined();
        assertFalse(leg.wasBrief());

        Leg unanswered = new Leg("leg-3", clock);
        unanswered.end(HangupCause.NORMAL);
        assertFalse(unanswered.wasBrief());
    }

    @Test
    void legThatWasJoinedBeforeTheEngineKnewIsNotBrief() {
        leg.markJoinedEarlier();
        leg.end(HangupCause.NORMAL);

        assertEquals(BridgeOutcome.CONNECTED, leg.outcome());
        assertFalse(leg.wasBrief());
    }

    @Test
    void legIdMatchesItsOwnCallAndLineOnly() {
        var call = new CallId("lab-1795310802.1");
        String mine = legIds.newLegId(call, LINE);

        assertTrue(legIds.isLeg(mine));
        assertTrue(legIds.isLegOf(mine, call, LINE));
        assertFalse(legIds.isLegOf(mine, new CallId("lab-1795310802.12"), LINE));
        assertFalse(legIds.isLegOf(mine, new CallId("lab-1795310802"), LINE));
        assertFalse(legIds.isLegOf(mine, call, new Line("back-office")));
        assertFalse(legIds.isLegOf(mine + ";2", call, LINE), "the half that rings is not the leg");
        assertFalse(legIds.isLeg("lab-1795310802.1"));
    }

    @Test
    void eachLegGetsItsOwnId() {
        var call = new CallId("lab-1795310802.1");

        assertNotEquals(legIds.newLegId(call, LINE), legIds.newLegId(call, LINE));
    }
}
