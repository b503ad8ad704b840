package org.permanence.people;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.access.Role.ASSISTANT;
import static org.permanence.access.Role.PRACTICE_MANAGER;
import static org.permanence.access.Role.SUPERVISOR;
import static org.permanence.people.PeopleException.Refusal.CONFLICT;
import static org.permanence.people.PeopleException.Refusal.NOT_PERMITTED;
import static org.permanence.people.PeopleException.Refusal.UNKNOWN;
import static org.permanence.people.PeopleFixture.LILAS;
import static org.permanence.people.PeopleFixture.NORTH;
import static org.permanence.people.PeopleFixture.SOUTH;
import static org.permanence.people.PeopleFixture.by;
import static org.permanence.people.PeopleFixture.draft;
import static org.permanence.people.PeopleFixture.role;
import static org.permanence.people.PeopleFixture.staffing;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.assistant.Login;
import org.permanence.assistant.Staffing;
import org.permanence.audit.Action;
import org.permanence.audit.AuditRequest;
import org.permanence.call.Line;
import org.permanence.people.PeopleException.Refusal;
import org.permanence.practice.Language;
import org.permanence.practice.PracticeId;
import org.permanence.practice.TeamId;

/// Which calls a person takes: who may change it, and what is refused.
class StaffingChangeTest {

    private static final Login INES = new Login("ines");
    private static final PracticeId LES_LILAS = new PracticeId("les-lilas");
    private static final PracticeId PORT_ROYAL = new PracticeId("port-royal");
    private static final StaffingRequest FIRST = request("north", "phone-1", LES_LILAS);

    private PeopleFixture fixture;
    private PeopleService people;

    /// Claire of operations; Sara supervises team north, Paul team south; Ines is an assistant of team north.
    @BeforeEach
    void setUp(@TempDir Path folder) {
        fixture = new PeopleFixture(folder);
        people = fixture.people;
        fixture.operations("claire");
        fixture.active("claire", "sara", role(SUPERVISOR, NORTH));
        fixture.active("claire", "paul", role(SUPERVISOR, SOUTH));
        fixture.active("sara", "ines", role(ASSISTANT, NORTH));
    }

    @Test
    void onlyThoseWhoMayChangeTheAssistantsOfTheTeamMayChangeIt() {
        fixture.active("claire", "manon", role(PRACTICE_MANAGER, LILAS));

        assertRefused(NOT_PERMITTED, () -> people.staff(by("paul"), INES, FIRST));
        assertRefused(NOT_PERMITTED, () -> people.staff(by("manon"), INES, FIRST));
        assertRefused(NOT_PERMITTED, () -> people.staff(by("unknown"), INES, FIRST));
        assertRefused(CONFLICT, () -> people.staff(by("ines"), INES, FIRST));
        assertEquals(Optional.empty(), stored());
    }

    @Test
    void noAssistantIsTakenFromTheTeamOfAnotherSupervisor() {
        people.staff(by("sara"), INES, FIRST);
        people.give(by("paul"), INES, role(ASSISTANT, SOUTH), Optional.empty());

        assertRefused(NOT_PERMITTED, () -> people.staff(by("paul"), INES, request("south", "phone-1", PORT_ROYAL)));
        people.staff(by("claire"), INES, request("south", "phone-1", PORT_ROYAL));
        assertEquals("south", stored().orElseThrow().team().value());
    }

    @Test
    void personMustBeAnAssistantOfTheTeam() {
        people.take(by("sara"), INES, role(ASSISTANT, NORTH));

        assertRefused(CONFLICT, () -> people.staff(by("sara"), INES, FIRST));
        people.leave(by("claire"), INES);
        assertRefused(CONFLICT, () -> people.staff(by("claire"), INES, FIRST));
    }

    @Test
    void teamTelephoneAndPracticesMustExist() {
        assertRefused(UNKNOWN, () -> people.staff(by("claire"), INES, request("west", "phone-1", LES_LILAS)));
        assertRefused(UNKNOWN, () -> people.staff(by("claire"), INES, request("north", "phone-9", LES_LILAS)));
        assertRefused(
                UNKNOWN, () -> people.staff(by("claire"), INES, request("north", "phone-1", new PracticeId("none"))));
    }

    @Test
    void teamMustServeEachPracticeOrTakeItsOverflow() {
        people.give(by("claire"), INES, role(ASSISTANT, SOUTH), Optional.empty());

        assertRefused(CONFLICT, () -> people.staff(by("claire"), INES, request("south", "phone-1", LES_LILAS)));
        people.staff(by("claire"), INES, request("north", "phone-1", LES_LILAS, PORT_ROYAL));
        assertEquals(Set.of(LES_LILAS, PORT_ROYAL), stored().orElseThrow().practices());
    }

    @Test
    void telephoneBelongsToOneAssistantUntilTheyHaveLeft() {
        fixture.active("sara", "omar", role(ASSISTANT, NORTH));
        people.staff(by("sara"), new Login("omar"), FIRST);

        assertRefused(CONFLICT, () -> people.staff(by("sara"), INES, FIRST));
        people.leave(by("sara"), new Login("omar"));
        people.staff(by("sara"), INES, FIRST);
        assertEquals(new Line("phone-1"), stored().orElseThrow().line());
    }

    @Test
    void firstStaffingNamesThePracticesAndSpeaksAllLanguages() {
        assertRefused(CONFLICT, () -> people.staff(by("sara"), INES, request("north", "phone-1")));

        people.staff(by("sara"), INES, FIRST);

        assertEquals(Optional.of(staffing("phone-1")), stored());
    }

    @Test
    void whatIsNotNamedStaysAsItWas() {
        people.staff(
                by("claire"),
                INES,
                new StaffingRequest(
                        new TeamId("north"),
                        new Line("phone-1"),
                        Optional.of(Set.of(LES_LILAS, PORT_ROYAL)),
                        Optional.of(Set.of(PORT_ROYAL)),
                        Optional.of(Set.of(Language.EN))));

        people.staff(by("claire"), INES, request("north", "phone-2"));
        assertEquals(
                new Staffing(
                        new TeamId("north"),
                        new Line("phone-2"),
                        Set.of(LES_LILAS, PORT_ROYAL),
                        Set.of(PORT_ROYAL),
                        Set.of(Language.EN)),
                stored().orElseThrow());

        people.staff(by("claire"), INES, request("north", "phone-2", LES_LILAS));
        assertEquals(Set.of(), stored().orElseThrow().preferred(), "no longer served, so no longer preferred");
    }

    @Test
    void preferredPracticesMustBeServed() {
        assertRefused(
                CONFLICT,
                () -> people.staff(
                        by("sara"),
                        INES,
                        new StaffingRequest(
                                new TeamId("north"),
                                new Line("phone-1"),
                                Optional.of(Set.of(LES_LILAS)),
                                Optional.of(Set.of(PORT_ROYAL)),
                                Optional.empty())));
    }

    @Test
    void changeIsInTheAuditLogWithTheRoleInWhichItWasMade() {
        people.staff(by("sara"), INES, FIRST);

        AuditRequest entry = fixture.audit.requests().getLast();
        assertEquals(Action.PERSON_CHANGED, entry.action());
        assertEquals("sara", entry.actor().name());
        assertEquals(Map.of("what", "staffing", "team", "north", "line", "phone-1"), entry.details());
    }

    // The seed

    @Test
    void seedDoesNotChangeAnAssistantOfTheDatabase() {
        people.staff(by("sara"), INES, FIRST);

        assertFalse(people.seed(draft("ines"), staffing("phone-2")));
        assertEquals(new Line("phone-1"), stored().orElseThrow().line());
    }

    @Test
    void seedGivesAPersonWithoutOneTheirStaffingAndTheirRole() {
        Login sara = new Login("sara");

        assertTrue(people.seed(draft("sara"), staffing("phone-3")));
        assertFalse(people.seed(draft("sara"), staffing("phone-3")));
        Account seeded = people.directory().find(sara).orElseThrow();
        assertEquals(Optional.of(staffing("phone-3")), seeded.staffing());
        assertEquals(
                Set.of(role(SUPERVISOR, NORTH), role(ASSISTANT, NORTH)), seeded.openRoles(fixture.clock.instant()));
        assertEquals(PersonState.ACTIVE, seeded.person().state());
    }

    @Test
    void seedDoesNotGiveBackARoleThatWasTaken() {
        people.take(by("sara"), INES, role(ASSISTANT, NORTH));

        assertTrue(people.seed(draft("ines"), staffing("phone-1")));
        assertEquals(Set.of(), people.directory().find(INES).orElseThrow().openRoles(fixture.clock.instant()));
    }

    @Test
    void seedTakesNoTelephoneFromAnAssistant() {
        people.staff(by("sara"), INES, FIRST);

        assertRefused(CONFLICT, () -> people.seed(draft("omar"), staffing("phone-1")));
        assertEquals(Optional.empty(), people.directory().find(new Login("omar")));
    }

    private Optional<Staffing> stored() {
        people.refresh();
        return people.directory().find(INES).flatMap(Account::staffing);
    }

    private static StaffingRequest request(String team, String line, PracticeId... practices) {
        return new StaffingRequest(
                new TeamId(team),
                new Line(line),
                Optional.of(Set.copyOf(List.of(practices))).filter(named -> !named.isEmpty()),
                Optional.empty(),
                Optional.empty());
    }

    private static void assertRefused(Refusal expected, Executable request) {
        PeopleException refused = assertThrows(PeopleException.class, request);
        assertEquals(expected, refused.refusal(), refused.getMessage());
    }
}
