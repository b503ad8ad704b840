package org.permanence.people;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.people.PeopleFixture.NORTH;
import static org.permanence.people.PeopleFixture.SOUTH;
import static org.permanence.people.PeopleFixture.role;
import static org.permanence.people.PeopleFixture.staffing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.permanence.access.Role;
import org.permanence.access.RoleAt;
import org.permanence.assistant.Assistant;
import org.permanence.assistant.AssistantSnapshot;
import org.permanence.assistant.Login;
import org.permanence.assistant.Skill;
import org.permanence.assistant.Staffing;
import org.permanence.call.Line;
import org.permanence.practice.Language;
import org.permanence.practice.PracticeId;
import org.permanence.practice.TeamId;

/// The tests carry the numbers of the rules.
class AssistantRosterTest {

    private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");
    private static final Instant EVENING = NOON.plus(Duration.ofHours(6));
    private static final Login INES = new Login("ines");
    private static final RoleAt ASSISTANT_IN_NORTH = role(Role.ASSISTANT, NORTH);
    private static final PracticeId LILAS = new PracticeId("les-lilas");
    private static final PracticeId ROYAL = new PracticeId("port-royal");

    @Test
    void rule1SettingsCountForALoginThatTheDatabaseDoesNotKnow() {
        var roster = new AssistantRoster(PeopleFixture.WORKPLACES, Map.of(INES, staffing("phone-1")));

        assertInService(roster.snapshot(PeopleDirectory.NOT_READ, NOON), "phone-1");
        assertInService(roster.snapshot(people(), NOON), "phone-1");
    }

    @Test
    void rule1SettingsCountForAnAssistantWhoseStaffingIsNotStoredYet() {
        var roster = new AssistantRoster(PeopleFixture.WORKPLACES, Map.of(INES, staffing("phone-1")));
        Account known = account(PersonState.INVITED).withStaffing(Optional.empty());

        assertInService(roster.snapshot(people(known), NOON), "phone-1");
        assertOutOfService(roster.snapshot(people(known.withMemberships(List.of())), NOON));
    }

    @Test
    void rule1DatabaseCountsBeforeTheSettings() {
        var roster = new AssistantRoster(PeopleFixture.WORKPLACES, Map.of(INES, staffing("phone-1")));
        Account changed = account(PersonState.ACTIVE).withStaffing(Optional.of(staffing("phone-2")));

        assertInService(roster.snapshot(people(changed), NOON), "phone-2");
        assertOutOfService(roster.snapshot(people(account(PersonState.LEFT)), NOON));
    }

    @ParameterizedTest
    @EnumSource(
            value = PersonState.class,
            names = {"INVITED", "ACTIVE"})
    void rule2InvitedAndActivePersonsTakeCalls(PersonState state) {
        assertInService(snapshot(account(state)), "phone-1");
    }

    @ParameterizedTest
    @EnumSource(
            value = PersonState.class,
            names = {"RESTING", "LEFT"})
    void rule2PersonWhoRestsOrHasLeftTakesNoNewCallsButIsKnownForThoseTheyHave(PersonState state) {
        AssistantSnapshot snapshot = snapshot(account(state));

        assertOutOfService(snapshot);
        assertEquals(new Line("phone-1"), snapshot.find(INES).orElseThrow().line());
    }

    @Test
    void rule2MembershipInTheTeamMustBeInForce() {
        Account known = account(PersonState.ACTIVE);

        assertOutOfService(snapshot(known.withMemberships(List.of())));
        assertOutOfService(snapshot(known.withMemberships(List.of(membership(role(Role.ASSISTANT, SOUTH))))));
        assertOutOfService(snapshot(known.withMemberships(List.of(membership(role(Role.SUPERVISOR, NORTH))))));
        assertOutOfService(snapshot(
                known.withMemberships(List.of(membership(ASSISTANT_IN_NORTH).withUntil(Optional.of(NOON))))));
        assertOutOfService(snapshot(
                known.withMemberships(List.of(membership(ASSISTANT_IN_NORTH).withFrom(NOON.plusMillis(1))))));
    }

    @Test
    void rule3TeamAndTelephoneMustBeInTheSettings() {
        Staffing known = staffing("phone-1");

        for (Staffing unknown : List.of(known.withLine(new Line("sold")), known.withTeam(new TeamId("west")))) {
            Account account = account(PersonState.ACTIVE)
                    .withStaffing(Optional.of(unknown))
                    .withMemberships(List.of(
                            membership(ASSISTANT_IN_NORTH), membership(role(Role.ASSISTANT, PeopleFixture.WEST))));
            assertOutOfService(snapshot(account));
        }
    }

    @Test
    void rule3UnknownPracticesAreLeftOut() {
        Staffing staffing = staffing("phone-1").withPractices(Set.of(new PracticeId("closed-down"), LILAS));

        assertEquals(Map.of(LILAS, Skill.FLUENT), skills(staffing));
    }

    @Test
    void languageOutranksPreferenceInTheSkill() {
        Staffing staffing =
                staffing("phone-1").withPractices(Set.of(LILAS, ROYAL)).withPreferred(Set.of(LILAS, ROYAL));

        assertEquals(Map.of(LILAS, Skill.PREFERRED, ROYAL, Skill.PREFERRED), skills(staffing));
        assertEquals(
                Map.of(LILAS, Skill.PREFERRED, ROYAL, Skill.WITHOUT_LANGUAGE),
                skills(staffing.withLanguages(Set.of(Language.FR))));
    }

    @Test
    void everyTeamOfTheSettingsIsKnownWithoutAnyAssistant() {
        assertEquals(
                Set.of(new TeamId("north"), new TeamId("south")),
                Set.copyOf(new AssistantRoster(PeopleFixture.WORKPLACES, Map.of())
                        .snapshot(people(), NOON)
                        .teams()));
    }

    @Test
    void nextChangeIsTheNextBeginningOrEndOfAMembership() {
        Account later = account(PersonState.ACTIVE)
                .withMemberships(List.of(
                        membership(ASSISTANT_IN_NORTH).withUntil(Optional.of(EVENING)),
                        membership(role(Role.SUPERVISOR, NORTH)).withFrom(EVENING.plusSeconds(1))));

        assertEquals(EVENING, AssistantRoster.nextChange(people(later), NOON));
        assertEquals(EVENING.plusSeconds(1), AssistantRoster.nextChange(people(later), EVENING));
        assertEquals(Instant.MAX, AssistantRoster.nextChange(people(later), EVENING.plusSeconds(1)));
    }

    private static AssistantSnapshot snapshot(Account account) {
        return new AssistantRoster(PeopleFixture.WORKPLACES, Map.of()).snapshot(people(account), NOON);
    }

    private static Map<PracticeId, Skill> skills(Staffing staffing) {
        return snapshot(account(PersonState.ACTIVE).withStaffing(Optional.of(staffing)))
                .findInService(INES)
                .orElseThrow()
                .skills();
    }

    private static PeopleDirectory people(Account... accounts) {
        return new PeopleDirectory(1, List.of(accounts));
    }

    /// Ines, an assistant of team north with the first telephone.
    static Account account(PersonState state) {
        var person = new Person(
                PersonId.next(() -> NOON),
                INES,
                Optional.empty(),
                Language.FR,
                state,
                NOON,
                Region.EEA,
                PersonKind.STAFF);
        return new Account(
                person, List.of(membership(ASSISTANT_IN_NORTH)), Optional.empty(), Optional.of(staffing("phone-1")));
    }

    private static Membership membership(RoleAt roleAt) {
        return new Membership(roleAt, NOON.minusSeconds(1), Optional.empty(), Optional.empty());
    }

    private static void assertInService(AssistantSnapshot snapshot, String line) {
        assertEquals(Optional.of(new Line(line)), snapshot.findInService(INES).map(Assistant::line));
        assertEquals(
                List.of(INES),
                snapshot.inService().stream().map(Assistant::login).toList());
    }

    private static void assertOutOfService(AssistantSnapshot snapshot) {
        assertEquals(Optional.empty(), snapshot.findInService(INES));
        assertTrue(snapshot.inService().isEmpty());
    }
}
