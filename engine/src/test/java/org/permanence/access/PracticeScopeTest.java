package org.permanence.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.permanence.practice.PracticeId;

class PracticeScopeTest {

    private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");
    private static final PracticeId LES_LILAS = new PracticeId("les-lilas");
    private static final PracticeId PORT_ROYAL = new PracticeId("port-royal");
    private static final Rights DOCTOR =
            new Rights("okafor", List.of(new RoleAt(Role.DOCTOR, new Place.OfPractice(LES_LILAS))), true);

    @Test
    void aRefusedDeedHasNoScope() {
        assertEquals(Optional.empty(), Policy.scope(DOCTOR, Deed.LIST_MESSAGES, Subject.ofPractice(PORT_ROYAL), NOW));
        assertEquals(Optional.empty(), Policy.scope(DOCTOR, Deed.HOLD_RECORDING, Subject.ofPractice(LES_LILAS), NOW));
    }

    @Test
    void anAllowedDeedTouchesTheRowsOfItsPracticeOnly() {
        PracticeScope scope = Policy.scope(DOCTOR, Deed.LIST_MESSAGES, Subject.ofPractice(LES_LILAS), NOW)
                .orElseThrow();

        assertEquals(Set.of(LES_LILAS), scope.practices());
        assertTrue(scope.contains(LES_LILAS));
        assertFalse(scope.contains(PORT_ROYAL));
    }

    @Test
    void theEnginesOwnWorkTouchesOnePracticeToo() {
        assertEquals(Set.of(PORT_ROYAL), Policy.scopeOfEngine(PORT_ROYAL).practices());
    }
}
