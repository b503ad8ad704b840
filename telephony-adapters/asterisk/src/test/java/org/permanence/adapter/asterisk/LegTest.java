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
    private final LegNames names = new LegNames(name -> "house-perm-" + name);

    @Test
    void theFirstWordOnItsEndCounts() {
        leg.fail(5);
        leg.end(HangupCause.NORMAL);
        leg.end(BridgeOutcome.FAILED);

        assertEquals(BridgeOutcome.BUSY, leg.outcome());
    }

    @Test
    void whoJoinsAfterTheEndHasNotTalked() {
        leg.end(BridgeOutcome.FAILED);
        leg.join();

        assertEquals(BridgeOutcome.FAILED, leg.outcome());
    }

    @Test
    void aJoinedLegHasTalkedWhateverEndsIt() {
        leg.join();
        assertNull(leg.outcome());

        leg.fail(8);

        assertEquals(BridgeOutcome.CONNECTED, leg.outcome());
    }

    @Test
    void aLegIsFoundByTheCallItIsOfAndByNoOther() {
        var call = new CallId("house-1795310802.1");
        String mine = names.newLegOf(call);

        assertTrue(names.isLeg(mine));
        assertTrue(names.isLegOf(mine, call));
        assertFalse(names.isLegOf(mine, new CallId("house-1795310802.12")));
        assertFalse(names.isLegOf(mine, new CallId("house-1795310802")));
        assertFalse(names.isLeg("house-1795310802.1"));
    }

    @Test
    void eachRingHasItsOwnName() {
        var call = new CallId("house-1795310802.1");

        assertNotEquals(names.newLegOf(call), names.newLegOf(call));
    }
}
