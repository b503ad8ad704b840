package org.permanence.people;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.access.Role.ASSISTANT;
import static org.permanence.access.Role.AUDITOR;
import static org.permanence.access.Role.DOCTOR;
import static org.permanence.access.Role.OPERATIONS;
import static org.permanence.access.Role.PRACTICE_MANAGER;
import static org.permanence.access.Role.SUPERVISOR;
import static org.permanence.people.PeopleException.Refusal.CONFLICT;
import static org.permanence.people.PeopleException.Refusal.NOT_PERMITTED;
import static org.permanence.people.PeopleException.Refusal.UNKNOWN;
import static org.permanence.people.PeopleFixture.HERE;
import static org.permanence.people.PeopleFixture.LILAS;
import static org.permanence.people.PeopleFixture.NORTH;
import static org.permanence.people.PeopleFixture.SOUTH;
import static org.permanence.people.PeopleFixture.by;
import static org.permanence.people.PeopleFixture.draft;
import static org.permanence.people.PeopleFixture.named;
import static org.permanence.people.PeopleFixture.role;
import static org.permanence.people.PeopleFixture.staffing;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.access.Place;
import org.permanence.access.Principal;
import org.permanence.access.Subject;
import org.permanence.assistant.Login;
import org.permanence.audit.AuditException;
import org.permanence.people.PeopleException.Refusal;
import org.permanence.practice.PracticeId;
import org.permanence.practice.TeamId;
import org.permanence.privacy.PersonalText;
import org.permanence.queue.StoreUnavailableException;

class PeopleServiceTest {

    private static final Login INES = new Login("ines");

    private PeopleFixture fixture;
    private PeopleService people;

    @BeforeEach
    void setUp(@TempDir Path folder) {
        fixture = new PeopleFixture(folder);
        people = fixture.people;
    }

    // The first account

    @Test
    void thereIsNoSecondFirstAccountOnceOneIsActive() {
        fixture.operations("claire");

        assertRefused(CONFLICT, () -> fixture.first("omar"));
    }

    @Test
    void theFirstAccountIsOfOperations() {
        assertRefused(
                CONFLICT,
                () -> people.inviteFirst(
                        new Principal.Person("root", OPERATIONS, "cli", Principal.NO_SESSION),
                        draft("claire"),
                        DOCTOR));
        assertEquals(0, fixture.store.edition());
    }

    @Test
    void theFirstInvitationEndsAfterTenMinutes() {
        InvitationToken token = fixture.first("claire").token();
        fixture.clock.advance(Duration.ofMinutes(10));

        assertRefused(NOT_PERMITTED, () -> people.accept(token, "cli"));
        assertEquals(PersonState.INVITED, fixture.state("claire"));
    }

    @Test
    void ofTwoFirstInvitationsOnlyOneCanBeAccepted() {
        InvitationToken omar = fixture.first("omar").token();
        fixture.operations("claire");

        assertRefused(NOT_PERMITTED, () -> people.accept(omar, "cli"));
    }

    @Test
    void theFirstInvitationCanBeRepeatedAndReplacesTheEarlierOne() {
        InvitationToken earlier = fixture.first("claire").token();
        InvitationToken later = fixture.first("claire").token();

        assertRefused(NOT_PERMITTED, () -> people.accept(earlier, "cli"));
        assertEquals(PersonState.ACTIVE, people.accept(later, "cli").person().state());
    }

    // Invitations

    @Test
    void anInvitationIsUsedOnceAndEndsAfterADay() {
        fixture.operations("claire");
        InvitationToken used = people.invite(by("claire"), draft("ines"), role(ASSISTANT, NORTH))
                .token();
        InvitationToken late = people.invite(by("claire"), draft("paul"), role(ASSISTANT, NORTH))
                .token();
        people.accept(used, "cli");

        assertRefused(NOT_PERMITTED, () -> people.accept(used, "cli"));
        fixture.clock.advance(Duration.ofDays(1));
        assertRefused(NOT_PERMITTED, () -> people.accept(late, "cli"));
    }

    @Test
    void unknownUsedAndEndedTokensAreRefusedWithTheSameWords() {
        InvitationToken ended = fixture.first("claire").token();
        fixture.clock.advance(Duration.ofMinutes(10));

        assertEquals(
                refusal(() -> people.accept(ended, "cli")).getMessage(),
                refusal(() -> people.accept(InvitationToken.create(), "cli")).getMessage());
    }

    @Test
    void onlyAPersonWhoMayInvitesAndTheLogHasNoEntryOfTheRefusal() {
        fixture.operations("claire");
        fixture.active("claire", "sara", role(SUPERVISOR, NORTH));
        fixture.audit.clear();

        assertRefused(NOT_PERMITTED, () -> people.invite(by("sara"), draft("ines"), role(ASSISTANT, SOUTH)));
        assertRefused(NOT_PERMITTED, () -> people.invite(by("sara"), draft("ines"), role(SUPERVISOR, NORTH)));
        assertRefused(NOT_PERMITTED, () -> people.invite(by("unknown"), draft("ines"), role(ASSISTANT, NORTH)));
        assertEquals(List.of(), fixture.audit.log());
    }

    @Test
    void noRoleIsGivenAtAPlaceThatDoesNotExist() {
        fixture.operations("claire");

        assertRefused(
                UNKNOWN,
                () -> people.invite(
                        by("claire"), draft("ines"), role(ASSISTANT, new Place.OfTeam(new TeamId("west")))));
    }

    @Test
    void invitationIsInTheAuditLogWithRoleAndPlaceBeforeItIsStored() {
        fixture.operations("claire");
        fixture.active("claire", "omar", role(DOCTOR, LILAS));
        fixture.audit.clear();

        people.invite(by("omar"), draft("lea"), role(PRACTICE_MANAGER, LILAS));

        assertEquals(
                List.of(
                        "open PERSON_INVITED",
                        "open ROLE_GIVEN",
                        "close PERSON_INVITED SUCCEEDED",
                        "close ROLE_GIVEN SUCCEEDED"),
                fixture.audit.log());
        var given = fixture.audit.requests().get(1);
        assertEquals("omar", given.actor().name());
        assertEquals("DOCTOR", given.actor().roleName());
        assertEquals("lea", given.object().name());
        assertEquals(
                "{place=practice:les-lilas, role=practice-manager}",
                given.details().toString());
        assertEquals(Optional.of(new PracticeId("les-lilas")), given.practice());
    }

    @Test
    void nothingIsChangedIfTheAuditLogOrTheStoreFails() {
        fixture.operations("claire");
        long edition = fixture.store.edition();
        fixture.audit.refuses();

        assertThrows(AuditException.class, () -> people.invite(by("claire"), draft("ines"), role(ASSISTANT, NORTH)));
        assertThrows(AuditException.class, () -> people.list(by("claire")));
        assertEquals(edition, fixture.store.edition());

        fixture.audit.works();
        fixture.store.failsFromNowOn();
        assertThrows(
                StoreUnavailableException.class,
                () -> people.invite(by("claire"), draft("ines"), role(ASSISTANT, NORTH)));
        assertEquals(1, people.directory().all().size(), "what was known stays known");
    }

    @Test
    void aChangeIsDecidedAgainIfAnotherEngineWasFaster() {
        fixture.operations("claire");
        fixture.active("claire", "sara", role(SUPERVISOR, NORTH));
        fixture.store.beforeNextSave(() -> people.rest(by("claire"), new Login("sara")));

        assertRefused(NOT_PERMITTED, () -> people.invite(by("sara"), draft("ines"), role(ASSISTANT, NORTH)));
        assertEquals(Optional.empty(), people.directory().find(INES));
    }

    @Test
    void changesOfOneEngineAtTheSameMomentDoNotRefuseEachOther() throws Exception {
        fixture.operations("claire");
        List<Callable<PeopleService.Invited>> invitations = IntStream.range(0, 200)
                .<Callable<PeopleService.Invited>>mapToObj(
                        n -> () -> people.invite(by("claire"), draft("assistant-" + n), role(ASSISTANT, NORTH)))
                .toList();
        try (var threads = Executors.newFixedThreadPool(32)) {
            for (Future<PeopleService.Invited> invited : threads.invokeAll(invitations)) {
                invited.get();
            }
        }

        assertEquals(201, people.directory().all().size());
    }

    // Logins

    @Test
    void aLoginIsNeverGivenToAnotherPerson() {
        fixture.operations("claire");
        fixture.active("claire", "ines", role(ASSISTANT, NORTH));
        people.leave(by("claire"), INES);
        fixture.clock.advance(Duration.ofDays(3_650));

        assertRefused(CONFLICT, () -> people.invite(by("claire"), draft("ines"), role(ASSISTANT, NORTH)));
        assertFalse(people.seed(draft("ines"), staffing("phone-1")));
    }

    // Roles

    @Test
    void noPersonChangesTheirOwnAccount() {
        fixture.operations("claire");
        Login claire = new Login("claire");

        assertRefused(CONFLICT, () -> people.leave(by("claire"), claire));
        assertRefused(CONFLICT, () -> people.rest(by("claire"), claire));
        assertRefused(CONFLICT, () -> people.take(by("claire"), claire, role(OPERATIONS, HERE)));
        assertRefused(CONFLICT, () -> people.give(by("claire"), claire, role(AUDITOR, HERE), Optional.empty()));
        assertEquals(PersonState.ACTIVE, fixture.state("claire"));
    }

    @Test
    void aRoleIsGivenOnceToThePeopleItIsFor() {
        fixture.operations("claire");
        fixture.active("claire", "ines", role(ASSISTANT, NORTH));

        assertRefused(CONFLICT, () -> people.give(by("claire"), INES, role(ASSISTANT, NORTH), Optional.empty()));
        assertRefused(CONFLICT, () -> people.give(by("claire"), INES, role(DOCTOR, LILAS), Optional.empty()));
        assertRefused(
                CONFLICT,
                () -> people.give(by("claire"), INES, role(SUPERVISOR, SOUTH), Optional.of(fixture.clock.instant())));
        assertRefused(CONFLICT, () -> people.take(by("claire"), INES, role(SUPERVISOR, SOUTH)));
    }

    @Test
    void anAssistantOfOneTeamCanSuperviseAnotherForATime() {
        fixture.operations("claire");
        fixture.active("claire", "ines", role(ASSISTANT, NORTH));
        people.give(
                by("claire"),
                INES,
                role(SUPERVISOR, SOUTH),
                Optional.of(fixture.clock.instant().plus(Duration.ofHours(1))));
        people.refresh();

        assertEquals(
                Set.of(role(ASSISTANT, NORTH), role(SUPERVISOR, SOUTH)),
                people.directory().rights(INES, fixture.clock.instant()));
        fixture.clock.advance(Duration.ofHours(1));
        assertEquals(Set.of(role(ASSISTANT, NORTH)), people.directory().rights(INES, fixture.clock.instant()));
    }

    @Test
    void takenRoleStaysInTheHistoryWithItsEnd() {
        fixture.operations("claire");
        fixture.active("claire", "ines", role(ASSISTANT, NORTH));
        fixture.clock.advance(Duration.ofHours(1));

        Account ines = people.take(by("claire"), INES, role(ASSISTANT, NORTH));

        assertEquals(
                Optional.of(fixture.clock.instant()),
                ines.memberships().getFirst().until());
        assertEquals(Set.of(), ines.rights(fixture.clock.instant()));
    }

    // Rest and end

    @Test
    void aRestingPersonHasNoRightsUntilTheRestEnds() {
        fixture.operations("claire");
        fixture.active("claire", "ines", role(ASSISTANT, NORTH));

        assertEquals(Set.of(), people.rest(by("claire"), INES).rights(fixture.clock.instant()));
        assertRefused(CONFLICT, () -> people.rest(by("claire"), INES));
        assertEquals(
                Set.of(role(ASSISTANT, NORTH)),
                people.endRest(by("claire"), INES).rights(fixture.clock.instant()));
    }

    @Test
    void restEndsTheSessionsAndItsEndThoseThatAStoppedEngineHasLeft() {
        fixture.operations("claire");
        PersonId ines = fixture.active("claire", "ines", role(ASSISTANT, NORTH))
                .person()
                .id();
        assertRefused(CONFLICT, () -> people.endRest(by("claire"), INES));
        assertRefused(NOT_PERMITTED, () -> people.rest(by("ines"), new Login("claire")));
        assertEquals(List.of(), fixture.withoutSessions);

        people.rest(by("claire"), INES);
        assertEquals(List.of(ines), fixture.withoutSessions);
        people.endRest(by("claire"), INES);
        assertEquals(List.of(ines, ines), fixture.withoutSessions);
    }

    @Test
    void factorsAreNotTakenByAPersonWhoMayNot() {
        fixture.operations("claire");
        fixture.active("claire", "ines", role(ASSISTANT, NORTH));
        fixture.active("claire", "sam", role(SUPERVISOR, NORTH));
        fixture.active("claire", "sara", role(SUPERVISOR, SOUTH));
        fixture.active("claire", "mona", role(PRACTICE_MANAGER, LILAS));

        for (String asker : List.of("ines", "sara", "mona")) {
            assertRefused(NOT_PERMITTED, () -> people.subjectOfFactors(by(asker), new Login("sam")));
            assertRefused(NOT_PERMITTED, () -> people.takeFactors(by(asker), new Login("sam")));
        }
        assertRefused(NOT_PERMITTED, () -> people.takeFactors(by("sam"), new Login("claire")));
        assertRefused(CONFLICT, () -> people.takeFactors(by("sam"), new Login("sam")));
        assertRefused(UNKNOWN, () -> people.takeFactors(by("claire"), new Login("paul")));
    }

    @Test
    void personWhoseFactorsWereTakenHasNoRightsUntilTheyAcceptTheInvitation() {
        fixture.operations("claire");
        fixture.active("claire", "ines", role(ASSISTANT, NORTH));
        fixture.active("claire", "sam", role(SUPERVISOR, NORTH));
        InvitationToken token = people.takeFactors(by("sam"), INES).token();

        assertEquals(PersonState.INVITED, fixture.state("ines"));
        assertEquals(Set.of(), people.directory().rights(INES, fixture.clock.instant()));
        assertRefused(CONFLICT, () -> people.takeFactors(by("sam"), INES));
        assertEquals(Set.of(role(ASSISTANT, NORTH)), people.accept(token, "cli").rights(fixture.clock.instant()));
    }

    @Test
    void secondPersonForFactorsIsOfTheTeamOfTheAccountAndOperationsReachAll() {
        fixture.operations("claire");
        fixture.active("claire", "ines", role(ASSISTANT, NORTH));
        fixture.active("claire", "mona", role(PRACTICE_MANAGER, LILAS));
        fixture.active("mona", "manu", role(PRACTICE_MANAGER, LILAS));

        assertEquals(
                Subject.ofTeam(new TeamId("north")).withPerson(Optional.of(INES)),
                people.subjectOfFactors(by("claire"), INES));
        assertEquals(Subject.ofPerson(new Login("manu")), people.subjectOfFactors(by("claire"), new Login("manu")));
    }

    @Test
    void aPersonWhoHasLeftHasNoRoleAndNoInvitationAndDoesNotComeBack() {
        fixture.operations("claire");
        InvitationToken token = people.invite(by("claire"), draft("ines"), role(ASSISTANT, NORTH))
                .token();
        fixture.audit.clear();

        Account ines = people.leave(by("claire"), INES);

        assertEquals(Set.of(), ines.openRoles(fixture.clock.instant()));
        assertRefused(NOT_PERMITTED, () -> people.accept(token, "cli"));
        assertRefused(CONFLICT, () -> people.inviteAgain(by("claire"), INES));
        assertRefused(CONFLICT, () -> people.endRest(by("claire"), INES));
        assertRefused(CONFLICT, () -> people.give(by("claire"), INES, role(ASSISTANT, NORTH), Optional.empty()));
        assertEquals(
                List.of("open PERSON_CHANGED", "open ROLE_TAKEN"),
                fixture.audit.log().subList(0, 2));
    }

    // Names

    @Test
    void theNameIsErasedOnlyAfterThePersonHasLeftAndTheLoginStays() {
        fixture.operations("claire");
        people.invite(by("claire"), named("ines", "Inès Moreau"), role(ASSISTANT, NORTH));

        assertRefused(CONFLICT, () -> people.eraseName(by("claire"), INES));
        people.leave(by("claire"), INES);
        assertEquals(
                Optional.of(new PersonalText("Inès Moreau")),
                people.show(by("claire"), INES).name());
        people.eraseName(by("claire"), INES);
        assertEquals(Optional.empty(), people.show(by("claire"), INES).name());
    }

    // Lists

    @Test
    void anAccountThatMayNotBeSeenIsAnsweredLikeAnUnknownOne() {
        fixture.operations("claire");
        fixture.active("claire", "sara", role(SUPERVISOR, NORTH));
        fixture.active("claire", "paul", role(ASSISTANT, SOUTH));

        assertEquals(
                String.valueOf(refusal(() -> people.show(by("sara"), new Login("noel")))
                                .getMessage())
                        .replace("noel", "paul"),
                refusal(() -> people.show(by("sara"), new Login("paul"))).getMessage());
    }

    @Test
    void supervisorSeesTheirTeamAndThemselves() {
        fixture.operations("claire");
        fixture.active("claire", "sara", role(SUPERVISOR, NORTH));
        fixture.active("claire", "paul", role(ASSISTANT, SOUTH));
        fixture.active("sara", "ines", role(ASSISTANT, NORTH));

        assertEquals(List.of("ines", "sara"), logins(people.list(by("sara"))));
        assertEquals(List.of("claire", "ines", "paul", "sara"), logins(people.list(by("claire"))));
        assertEquals(List.of("ines"), logins(people.list(by("ines"))));
        assertRefused(NOT_PERMITTED, () -> people.list(by("unknown")));
    }

    // The seed

    @Test
    void seededPersonIsInvitedOnceWithoutAnInvitationAndIsThenInvitedByAPerson() {
        assertTrue(people.seed(named("ines", "Inès Moreau"), staffing("phone-1")));
        assertFalse(people.seed(draft("ines"), staffing("phone-2")));
        assertEquals(PersonState.INVITED, fixture.state("ines"));
        assertEquals("engine", fixture.audit.requests().getFirst().actor().name());

        fixture.operations("claire");
        InvitationToken token = people.inviteAgain(by("claire"), INES).token();
        assertEquals(Set.of(role(ASSISTANT, NORTH)), people.accept(token, "cli").rights(fixture.clock.instant()));
    }

    @Test
    void endedInvitationIsDeletedADayLater() {
        fixture.first("claire");
        fixture.clock.advance(Duration.ofDays(1).plusMinutes(9));
        people.deleteEndedInvitations();
        assertTrue(invitationOfClaire().isPresent());

        fixture.clock.advance(Duration.ofMinutes(1));
        people.deleteEndedInvitations();
        assertEquals(Optional.empty(), invitationOfClaire());
    }

    private Optional<Invitation> invitationOfClaire() {
        people.refresh();
        return people.directory().find(new Login("claire")).orElseThrow().invitation();
    }

    private static List<String> logins(List<PeopleService.Shown> shown) {
        return shown.stream()
                .map(each -> each.account().person().login().value())
                .toList();
    }

    private static PeopleException refusal(Executable request) {
        return assertThrows(PeopleException.class, request);
    }

    private static void assertRefused(Refusal expected, Executable request) {
        PeopleException refused = refusal(request);
        assertEquals(expected, refused.refusal(), refused.getMessage());
    }
}
