package org.permanence.adapter.asterisk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.permanence.call.BridgeOutcome;
import org.permanence.call.CallId;
import org.permanence.call.HangupCause;

class LegTest {

    private final Leg leg = new Leg("leg-1");
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
    void legIdMatchesItsOwnCallOnly() {
        var call = new CallId("lab-1795310802.1");
        String mine = legIds.newLegId(call);

        assertTrue(legIds.isLeg(mine));
        assertTrue(legIds.isLegOf(mine, call));
        assertFalse(legIds.isLegOf(mine, new CallId("lab-1795310802.12")));
        assertFalse(legIds.isLegOf(mine, new CallId("lab-1795310802")));
        assertFalse(legIds.isLeg("lab-1795310802.1"));
    }

    @Test
    void eachLegGetsItsOwnId() {
        var call = new CallId("lab-1795310802.1");

        assertNotEquals(legIds.newLegId(call), legIds.newLegId(call));
    }
}
