package org.permanence.people;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.permanence.access.Role.ASSISTANT;
import static org.permanence.access.Role.AUDITOR;
import static org.permanence.access.Role.DATA_PROTECTION_OFFICER;
import static org.permanence.access.Role.DOCTOR;
import static org.permanence.access.Role.OPERATIONS;
import static org.permanence.access.Role.PRACTICE_MANAGER;
import static org.permanence.access.Role.SUPERVISOR;
import static org.permanence.people.PeopleFixture.HERE;
import static org.permanence.people.PeopleFixture.LILAS;
import static org.permanence.people.PeopleFixture.NORTH;
import static org.permanence.people.PeopleFixture.PORT;
import static org.permanence.people.PeopleFixture.SOUTH;
import static org.permanence.people.PeopleFixture.role;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.permanence.access.Deed;
import org.permanence.access.Place;
import org.permanence.access.Role;
import org.permanence.access.RoleAt;
import org.permanence.assistant.Login;
import org.permanence.practice.Language;

/// The numbers are those of [InvitingRules] and [RoleEmployers].
class InvitingRulesTest {

    private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");
    private static final Login CLAIRE = new Login("claire");
    private static final List<Place> PLACES = List.of(HERE, NORTH, SOUTH, LILAS, PORT);

    @Test
    void supervisorGivesOnlyTheRoleOfAssistantInTheirTeam() { // 1
        assertEquals(Set.of(role(ASSISTANT, NORTH)), givableBy(role(SUPERVISOR, NORTH)));
    }

    @Test
    void practiceManagerGivesOnlyTheirOwnRole() { // 2
        assertEquals(Set.of(role(PRACTICE_MANAGER, LILAS)), givableBy(role(PRACTICE_MANAGER, LILAS)));
    }

    @Test
    void doctorGivesTheRolesOfTheirPractice() { // 3
        assertEquals(
                Set.of(
                        role(DOCTOR, LILAS),
                        role(PRACTICE_MANAGER, LILAS),
                        role(DATA_PROTECTION_OFFICER, LILAS),
                        role(AUDITOR, LILAS)),
                givableBy(role(DOCTOR, LILAS)));
    }

    @Test
    void operationsGiveTheRolesOfStaffAndThoseOfTheFirstPersonOfAPractice() { // 4, 5
        assertEquals(
                Set.of(
                        role(ASSISTANT, NORTH),
                        role(ASSISTANT, SOUTH),
                        role(SUPERVISOR, NORTH),
                        role(SUPERVISOR, SOUTH),
                        role(OPERATIONS, HERE),
                        role(OPERATIONS, LILAS),
                        role(OPERATIONS, PORT),
                        role(DATA_PROTECTION_OFFICER, HERE),
                        role(AUDITOR, HERE),
                        role(DOCTOR, PORT),
                        role(PRACTICE_MANAGER, PORT)),
                givableBy(role(OPERATIONS, HERE), account("omar", PersonState.ACTIVE, role(DOCTOR, LILAS))));
    }

    @Test
    void aPracticeWhoseDoctorHasNotAcceptedYetHasNoFirstPerson() { // 5
        Set<RoleAt> givable =
                givableBy(role(OPERATIONS, HERE), account("omar", PersonState.INVITED, role(DOCTOR, LILAS)));

        assertEquals(true, givable.contains(role(PRACTICE_MANAGER, LILAS)));
    }

    @Test
    void operationsOfAPracticeAndAllOthersGiveNothing() {
        for (RoleAt held : List.of(
                role(OPERATIONS, LILAS),
                role(ASSISTANT, NORTH),
                role(DATA_PROTECTION_OFFICER, HERE),
                role(AUDITOR, LILAS))) {
            assertEquals(Set.of(), givableBy(held), held.toString());
        }
    }

    @Test
    void anAccountThatIsNotActiveGivesNothing() {
        for (PersonState state : List.of(PersonState.INVITED, PersonState.RESTING, PersonState.LEFT)) {
            var people = new PeopleDirectory(1, List.of(account("claire", state, role(OPERATIONS, HERE))));

            assertEquals(
                    Optional.empty(),
                    new InvitingRules(people, NOON).roleFor(CLAIRE, Deed.INVITE_PERSON, role(ASSISTANT, NORTH)),
                    state.name());
        }
    }

    @Test
    void aRoleThatHasEndedGivesNothing() {
        var ended = new Membership(role(OPERATIONS, HERE), NOON.minusSeconds(60), Optional.of(NOON), Optional.empty());
        Account claire =
                account("claire", PersonState.ACTIVE, role(AUDITOR, HERE)).withMemberships(List.of(ended));

        assertEquals(
                Optional.empty(),
                new InvitingRules(new PeopleDirectory(1, List.of(claire)), NOON)
                        .roleFor(CLAIRE, Deed.INVITE_PERSON, role(ASSISTANT, NORTH)));
    }

    @Test
    void anAccountWithARoleOfAnotherTeamIsNotForTheSupervisorAlone() {
        Account both = account("ines", PersonState.ACTIVE, role(ASSISTANT, NORTH), role(ASSISTANT, SOUTH));
        var people =
                new PeopleDirectory(1, List.of(account("claire", PersonState.ACTIVE, role(SUPERVISOR, NORTH)), both));
        var rules = new InvitingRules(people, NOON);

        assertEquals(Optional.empty(), rules.roleFor(CLAIRE, Deed.END_ACCOUNT, both));
        assertEquals(Optional.of(SUPERVISOR), rules.roleFor(CLAIRE, Deed.INVITE_PERSON, role(ASSISTANT, NORTH)));
        assertEquals(true, rules.maySee(CLAIRE, both));
    }

    @Test
    void staffAreNeitherDoctorsNorManagersAndPracticesHaveNoAssistants() {
        assertEquals(
                Set.of(DOCTOR, PRACTICE_MANAGER),
                all(PLACES)
                        .filter(each -> !RoleEmployers.isFor(PersonKind.STAFF, each))
                        .map(RoleAt::role)
                        .collect(Collectors.toSet()));
        assertEquals(
                Set.of(
                        role(DOCTOR, LILAS),
                        role(PRACTICE_MANAGER, LILAS),
                        role(DATA_PROTECTION_OFFICER, LILAS),
                        role(AUDITOR, LILAS)),
                all(List.of(HERE, NORTH, LILAS))
                        .filter(each -> RoleEmployers.isFor(PersonKind.PRACTICE, each))
                        .collect(Collectors.toSet()));
    }

    /// The roles that may be held somewhere and that Claire may give.
    private static Set<RoleAt> givableBy(RoleAt held, Account... others) {
        List<Account> accounts = new ArrayList<>(List.of(others));
        accounts.add(account("claire", PersonState.ACTIVE, held));
        var rules = new InvitingRules(new PeopleDirectory(1, accounts), NOON);
        return all(PLACES)
                .filter(each -> rules.roleFor(CLAIRE, Deed.INVITE_PERSON, each).isPresent())
                .collect(Collectors.toSet());
    }

    private static Stream<RoleAt> all(List<Place> places) {
        return Stream.of(Role.values())
                .flatMap(each ->
                        places.stream().filter(place -> isPossible(each, place)).map(place -> role(each, place)));
    }

    private static boolean isPossible(Role role, Place place) {
        try {
            return role(role, place).place().equals(place);
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static Account account(String login, PersonState state, RoleAt... roles) {
        var person = new Person(
                PersonId.next(() -> NOON),
                new Login(login),
                Optional.empty(),
                Language.FR,
                state,
                NOON,
                Region.EEA,
                PersonKind.STAFF);
        return new Account(
                person,
                Stream.of(roles)
                        .map(each -> new Membership(each, NOON, Optional.empty(), Optional.empty()))
                        .toList(),
                Optional.empty(),
                Optional.empty());
    }
}
