package org.permanence.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.permanence.assistant.Login;
import org.permanence.practice.PracticeId;
import org.permanence.practice.TeamId;

/// The numbered cases of [Policy] that one role at one place does not show.
class PolicyTest {

    private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");
    private static final PracticeId PRACTICE = new PracticeId("les-lilas");
    private static final TeamId TEAM = new TeamId("lyon");
    private static final Subject OF_BOTH = Subject.ofPractice(PRACTICE).withTeam(Optional.of(TEAM));

    private static final RoleAt SUPERVISOR = new RoleAt(Role.SUPERVISOR, new Place.OfTeam(TEAM));
    private static final RoleAt MANAGER = new RoleAt(Role.PRACTICE_MANAGER, new Place.OfPractice(PRACTICE));
    private static final RoleAt DOCTOR = new RoleAt(Role.DOCTOR, new Place.OfPractice(PRACTICE));
    private static final RoleAt OPERATIONS = new RoleAt(Role.OPERATIONS, new Place.Installation());

    @Test
    void case4CallsOfTheLast24HoursAreListed() {
        assertEquals(allowed(Role.DOCTOR, Need.MASKED), listCalls(NOW.minus(Duration.ofHours(24))));
    }

    @Test
    void case4OlderCallsAreNotListed() {
        assertEquals(
                refused(Why.TOO_OLD), listCalls(NOW.minus(Duration.ofHours(24)).minusNanos(1)));
    }

    @Test
    void case4CallsOfAnUnknownTimeAreNotListed() {
        assertEquals(refused(Why.TOO_OLD), Policy.decide(holding(DOCTOR), Deed.LIST_CALLS, OF_BOTH, NOW));
    }

    @Test
    void case5OutsideTheEeaNothingIsExported() {
        for (Deed deed : Set.of(Deed.EXPORT_RECORDING, Deed.EXPORT_MESSAGE, Deed.EXPORT_AUDIT_LOG)) {
            assertEquals(refused(Why.OUTSIDE_EEA), Policy.decide(abroad(MANAGER), deed, OF_BOTH, NOW), deed.name());
        }
    }

    @Test
    void case5OutsideTheEeaSoundIsAStreamOnly() {
        assertEquals(
                allowed(Role.DOCTOR, Need.PURPOSE, Need.STEP_UP, Need.STREAM_ONLY),
                Policy.decide(abroad(DOCTOR), Deed.PLAY_RECORDING, OF_BOTH, NOW));
        assertEquals(
                allowed(Role.DOCTOR, Need.STREAM_ONLY), Policy.decide(abroad(DOCTOR), Deed.PLAY_MESSAGE, OF_BOTH, NOW));
    }

    @Test
    void case5OutsideTheEeaOtherDeedsNeedNothingMore() {
        assertEquals(allowed(Role.DOCTOR), Policy.decide(abroad(DOCTOR), Deed.LIST_MESSAGES, OF_BOTH, NOW));
    }

    @Test
    void case5OutsideTheEeaARefusalKeepsItsReason() {
        assertEquals(refused(Why.NO_CELL), Policy.decide(abroad(SUPERVISOR), Deed.EXPORT_RECORDING, OF_BOTH, NOW));
        assertEquals(refused(Why.APPROVES_ONLY), Policy.decide(abroad(DOCTOR), Deed.EXPORT_RECORDING, OF_BOTH, NOW));
    }

    @Test
    void case6TheRoleWithFewestNeedsCounts() {
        for (var roles : List.of(List.of(SUPERVISOR, DOCTOR), List.of(DOCTOR, SUPERVISOR))) {
            assertEquals(
                    allowed(Role.DOCTOR, Need.PURPOSE, Need.STEP_UP),
                    Policy.decide(new Rights("claire", roles, true), Deed.PLAY_RECORDING, OF_BOTH, NOW));
        }
    }

    @Test
    void case6OfTwoRolesWithAsManyNeedsTheFirstCounts() {
        var manager = new RoleAt(Role.PRACTICE_MANAGER, new Place.OfPractice(PRACTICE));

        assertEquals(allowed(Role.DOCTOR), Policy.decide(holding(DOCTOR, manager), Deed.LIST_MESSAGES, OF_BOTH, NOW));
        assertEquals(
                allowed(Role.PRACTICE_MANAGER),
                Policy.decide(holding(manager, DOCTOR), Deed.LIST_MESSAGES, OF_BOTH, NOW));
    }

    @Test
    void case6AnotherRoleTakesNothingAway() {
        assertEquals(
                allowed(Role.PRACTICE_MANAGER, Need.SECOND_PERSON),
                Policy.decide(holding(DOCTOR, OPERATIONS, MANAGER), Deed.EXPORT_RECORDING, OF_BOTH, NOW));
    }

    @Test
    void case6TheRefusalNearestToBeingAllowedIsGiven() {
        var elsewhere = new RoleAt(Role.PRACTICE_MANAGER, new Place.OfPractice(new PracticeId("les-tilleuls")));

        for (var roles : List.of(List.of(OPERATIONS, DOCTOR, elsewhere), List.of(elsewhere, DOCTOR, OPERATIONS))) {
            assertEquals(
                    refused(Why.APPROVES_ONLY),
                    Policy.decide(new Rights("claire", roles, true), Deed.ERASE_PATIENT, OF_BOTH, NOW));
        }
    }

    @Test
    void aRequestAboutSeveralSubjectsIsAllowedIfItIsForOneOfThem() {
        Subject elsewhere = Subject.ofPractice(new PracticeId("les-tilleuls"));

        for (var subjects : List.of(List.of(elsewhere, OF_BOTH), List.of(OF_BOTH, elsewhere))) {
            assertEquals(allowed(Role.DOCTOR), Policy.decide(holding(DOCTOR), Deed.LIST_MESSAGES, subjects, NOW));
        }
        assertEquals(
                refused(Why.ELSEWHERE), Policy.decide(holding(DOCTOR), Deed.LIST_MESSAGES, List.of(elsewhere), NOW));
        assertEquals(refused(Why.NO_CELL), Policy.decide(holding(DOCTOR), Deed.LIST_MESSAGES, List.of(), NOW));
    }

    @Test
    void ofSeveralSubjectsTheOneWithFewestNeedsCounts() {
        var roles = holding(new RoleAt(Role.ASSISTANT, new Place.OfTeam(new TeamId("paris"))), SUPERVISOR);
        Subject paris = Subject.ofTeam(new TeamId("paris"));
        Subject own = Subject.ofTeam(TEAM);

        for (var subjects : List.of(List.of(paris, own), List.of(own, paris))) {
            assertEquals(allowed(Role.SUPERVISOR), Policy.decide(roles, Deed.SEE_TEAM, subjects, NOW));
        }
        assertEquals(
                allowed(Role.ASSISTANT, Need.COUNTS_ONLY), Policy.decide(roles, Deed.SEE_TEAM, List.of(paris), NOW));
    }

    @Test
    void anAssistantOfTwoTeamsHasOwnCallsInBoth() {
        var rights = holding(
                new RoleAt(Role.ASSISTANT, new Place.OfTeam(new TeamId("paris"))),
                new RoleAt(Role.ASSISTANT, new Place.OfTeam(TEAM)));

        assertEquals(
                allowed(Role.ASSISTANT),
                Policy.decide(rights, Deed.PAUSE_RECORDING, OF_BOTH.withPerson(Optional.of(new Login("claire"))), NOW));
    }

    @Test
    void aRoleIsHeldOnlyWhereItBelongs() {
        var practice = new Place.OfPractice(PRACTICE);
        var team = new Place.OfTeam(TEAM);
        var installation = new Place.Installation();

        for (Role role : List.of(Role.ASSISTANT, Role.SUPERVISOR)) {
            assertThrows(IllegalArgumentException.class, () -> new RoleAt(role, practice), role.name());
            assertThrows(IllegalArgumentException.class, () -> new RoleAt(role, installation), role.name());
        }
        for (Role role : List.of(Role.PRACTICE_MANAGER, Role.DOCTOR)) {
            assertThrows(IllegalArgumentException.class, () -> new RoleAt(role, team), role.name());
            assertThrows(IllegalArgumentException.class, () -> new RoleAt(role, installation), role.name());
        }
        for (Role role : List.of(Role.DATA_PROTECTION_OFFICER, Role.AUDITOR, Role.OPERATIONS)) {
            assertThrows(IllegalArgumentException.class, () -> new RoleAt(role, team), role.name());
        }
    }

    private static Decision listCalls(Instant since) {
        return Policy.decide(holding(DOCTOR), Deed.LIST_CALLS, OF_BOTH.withSince(Optional.of(since)), NOW);
    }

    @Test
    void aMachineMayDoWhatItsListHasAndNothingElseOfTheRole() {
        Rights rights = MachineDeed.rights("monitor", Set.of(MachineDeed.READ_JOURNAL));

        assertInstanceOf(Decision.Allowed.class, Policy.decide(rights, Deed.READ_JOURNAL, Subject.installation(), NOW));
        for (Deed deed : List.of(Deed.SEE_CHANNELS, Deed.DRAIN, Deed.INVITE_PERSON, Deed.EXPORT_AUDIT_LOG)) {
            assertEquals(
                    new Decision.Refused(Why.NOT_LISTED), Policy.decide(rights, deed, Subject.installation(), NOW));
        }
        assertEquals(Optional.empty(), Policy.scope(rights, Deed.LIST_RECORDINGS, OF_BOTH, NOW));
    }

    private static Rights holding(RoleAt... roles) {
        return new Rights("claire", List.of(roles), true);
    }

    private static Rights abroad(RoleAt... roles) {
        return new Rights("claire", List.of(roles), false);
    }

    private static Decision allowed(Role role, Need... needs) {
        return new Decision.Allowed(Set.of(needs), role);
    }

    private static Decision refused(Why why) {
        return new Decision.Refused(why);
    }
}
