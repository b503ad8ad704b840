package org.permanence.people;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.permanence.access.Place;
import org.permanence.access.Role;
import org.permanence.access.RoleAt;

class PeopleValuesTest {

    private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");
    private static final RoleAt OPERATIONS = new RoleAt(Role.OPERATIONS, new Place.Installation());

    @ParameterizedTest
    @ValueSource(strings = {"FR", "NO", "eea", "XX", "", "CHE", "ch"})
    void regionIsTheEeaOrACountryOutside(String code) {
        assertThrows(IllegalArgumentException.class, () -> new Region(code));
    }

    @Test
    void onlyTheEeaIsInside() {
        assertTrue(Region.EEA.isInEea());
        assertFalse(new Region("CH").isInEea());
        assertFalse(new Region("TN").isInEea());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "abc",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n"
            })
    void aTextThatIsNoTokenIsRefusedWithoutBeingRepeated(String text) {
        var refusal = assertThrows(IllegalArgumentException.class, () -> InvitationToken.parse(text));

        assertEquals(
                "token: unreadable (expected: the 43 characters that the invitation showed)", refusal.getMessage());
    }

    @Test
    void tokensDifferAndDoNotPrintThemselves() {
        InvitationToken token = InvitationToken.create();

        assertNotEquals(token.text(), InvitationToken.create().text());
        assertEquals("[token]", token.toString());
        assertEquals(token.sha256(), InvitationToken.parse(token.text()).sha256());
        assertFalse(token.sha256().contains(token.text()));
    }

    @Test
    void firstInvitationEndsAfterTenMinutesAndOthersAfterADay() {
        Invitation first = Invitation.first(InvitationToken.create(), NOON);
        Invitation other = Invitation.by(PersonId.next(() -> NOON), InvitationToken.create(), NOON);

        assertTrue(first.isOpen(NOON.plus(Duration.ofMinutes(10)).minusMillis(1)));
        assertFalse(first.isOpen(NOON.plus(Duration.ofMinutes(10))));
        assertTrue(other.isOpen(NOON.plus(Duration.ofDays(1)).minusMillis(1)));
        assertFalse(other.isOpen(NOON.plus(Duration.ofDays(1))));
    }

    @Test
    void membershipIsInForceFromItsStartUntilItsEnd() {
        var membership = new Membership(OPERATIONS, NOON, Optional.of(NOON.plusSeconds(60)), Optional.empty());

        assertFalse(membership.isInForce(NOON.minusMillis(1)));
        assertTrue(membership.isInForce(NOON));
        assertFalse(membership.isInForce(NOON.plusSeconds(60)));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Membership(OPERATIONS, NOON, Optional.of(NOON.minusSeconds(1)), Optional.empty()));
    }

    @Test
    void idsOfPeopleSortByTheTimeOfTheirCreation() {
        PersonId first = PersonId.next(() -> NOON);
        PersonId second = PersonId.next(() -> NOON.plusMillis(1));

        assertTrue(first.value().compareTo(second.value()) < 0);
        assertThrows(IllegalArgumentException.class, () -> new PersonId("claire"));
    }
}
