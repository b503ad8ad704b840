package org.permanence.people;

import static org.permanence.people.PeopleException.Refusal.CONFLICT;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.permanence.access.Place;
import org.permanence.access.Principal;
import org.permanence.access.Role;
import org.permanence.access.RoleAt;
import org.permanence.assistant.Login;
import org.permanence.assistant.Staffing;
import org.permanence.audit.Action;
import org.permanence.people.AuditedChanges.Change;
import org.permanence.people.AuditedChanges.Entry;
import org.permanence.practice.Language;
import org.permanence.seal.PersonNames;
import org.permanence.text.EnumWords;

/// What a change does to an account, and what is entered about it. Throws [PeopleException] for a change that the
/// account does not allow.
final class AccountChanges {

    private final PersonNames names;
    private final InstantSource clock;

    AccountChanges(PersonNames names, InstantSource clock) {
        this.names = names;
        this.clock = clock;
    }

    /// A new account with one role. The name is encrypted once the entries are in the log.
    ///
    /// @throws PeopleException if a person has the login, or ever had it
    Change invited(
            PeopleDirectory people, Principal by, NewPerson draft, Membership first, Optional<Invitation> invitation) {
        requireNew(people, draft.login());
        return new Change(
                by,
                draft.login(),
                List.of(Entry.of(Action.PERSON_INVITED, "new"), Entry.of(Action.ROLE_GIVEN, first.roleAt())),
                () -> newAccount(draft, first, invitation));
    }

    private static void requireNew(PeopleDirectory people, Login login) {
        people.find(login).ifPresent(known -> {
            throw refusal(known, "is taken (expected: a login that no person has or had)");
        });
    }

    /// A new account of an assistant, without an invitation.
    Change seeded(PeopleDirectory people, NewPerson draft, Membership first, Staffing staffing) {
        requireNew(people, draft.login());
        return new Change(
                Principal.ENGINE,
                draft.login(),
                List.of(
                        Entry.of(Action.PERSON_INVITED, "new"),
                        Entry.of(Action.ROLE_GIVEN, first.roleAt()),
                        Entry.of(staffing)),
                () -> newAccount(draft, first, Optional.empty()).withStaffing(Optional.of(staffing)));
    }

    /// The account with the staffing, and with the role that it needs unless the person has or had that.
    Change seeded(Account known, Membership role, Staffing staffing) {
        boolean isGiven = known.memberships().stream()
                .noneMatch(membership -> membership.roleAt().equals(role.roleAt()));
        List<Entry> entries = new ArrayList<>();
        if (isGiven) {
            entries.add(Entry.of(Action.ROLE_GIVEN, role.roleAt()));
        }
        entries.add(Entry.of(staffing));
        return new Change(Principal.ENGINE, known.person().login(), entries, () -> {
            Account staffed = known.withStaffing(Optional.of(staffing));
            return isGiven ? withMembership(staffed, role) : staffed;
        });
    }

    /// @throws PeopleException if the person has left, or is no assistant of the team
    Change staffed(Principal by, Account known, Staffing staffing) {
        if (!known.openRoles(clock.instant()).contains(new RoleAt(Role.ASSISTANT, place(staffing)))) {
            throw refusal(
                    known,
                    "is no assistant of team " + staffing.team() + " (expected: first permanence user role "
                            + known.person().login() + " --give assistant --at "
                            + place(staffing).word() + ")");
        }
        return new Change(
                by,
                known.person().login(),
                List.of(Entry.of(staffing)),
                () -> known.withStaffing(Optional.of(staffing)));
    }

    private Account newAccount(NewPerson draft, Membership first, Optional<Invitation> invitation) {
        PersonId id = PersonId.next(clock);
        var person = new Person(
                id,
                draft.login(),
                draft.name().map(name -> names.seal(id.value(), name)),
                draft.language(),
                PersonState.INVITED,
                clock.instant(),
                draft.region(),
                RoleEmployers.kindFor(first.roleAt()));
        return new Account(person, List.of(first), invitation, Optional.empty());
    }

    /// The account of a machine: a new one, or the known one as it is, for another key and list.
    ///
    /// @param details what is entered of the list
    /// @throws PeopleException if a person has the login, or ever had it, or the account is not active
    Change service(PeopleDirectory people, Principal by, Login login, Map<String, String> details) {
        Optional<Account> known = people.find(login);
        known.filter(account -> !account.isActiveMachine()).ifPresent(taken -> {
            throw refusal(taken, "is taken (expected: a new login, or that of an active machine)");
        });
        Action action = known.isEmpty() ? Action.PERSON_INVITED : Action.PERSON_CHANGED;
        return new Change(
                by,
                login,
                List.of(new Entry(action, Optional.empty(), details)),
                () -> known.orElseGet(() -> newService(login)));
    }

    private Account newService(Login login) {
        var machine = new Person(
                PersonId.next(clock),
                login,
                Optional.empty(),
                Language.EN,
                PersonState.ACTIVE,
                clock.instant(),
                Region.EEA,
                PersonKind.SERVICE);
        return new Account(machine, List.of(), Optional.empty(), Optional.empty());
    }

    /// The same account with a new invitation. The earlier invitation ends.
    Change invitedAgain(Principal by, Account known, Invitation invitation) {
        Person person = after(known, PersonEvent.INVITED_AGAIN);
        return new Change(
                by,
                person.login(),
                List.of(Entry.of(Action.PERSON_INVITED, "again")),
                () -> known.withPerson(person).withInvitation(Optional.of(invitation)));
    }

    /// The account without rights until the person has accepted the invitation with other factors.
    Change factorsTaken(Principal by, Account known, Invitation invitation) {
        Person person = after(known, PersonEvent.FACTORS_TAKEN);
        return new Change(
                by,
                person.login(),
                List.of(changed(PersonEvent.FACTORS_TAKEN), Entry.of(Action.PERSON_INVITED, "again")),
                () -> known.withPerson(person).withInvitation(Optional.of(invitation)));
    }

    /// Without the invitation, which can be used once.
    Change accepted(Principal by, Account invited) {
        Person person = after(invited, PersonEvent.ACCEPTED);
        return new Change(
                by,
                person.login(),
                List.of(changed(PersonEvent.ACCEPTED)),
                () -> invited.withPerson(person).withInvitation(Optional.empty()));
    }

    Change rested(Principal by, Account known, PersonEvent event) {
        Person person = after(known, event);
        return new Change(by, person.login(), List.of(changed(event)), () -> known.withPerson(person));
    }

    /// Without open roles and invitation.
    Change departed(Principal by, Account known) {
        Instant now = clock.instant();
        Person person = after(known, PersonEvent.DEPARTED);
        List<Entry> entries = new ArrayList<>();
        entries.add(changed(PersonEvent.DEPARTED));
        known.openRoles(now).forEach(role -> entries.add(Entry.of(Action.ROLE_TAKEN, role)));
        return new Change(by, person.login(), entries, () -> known.ended(now).withPerson(person));
    }

    /// Without a name that anyone can read, in the database and its backups.
    ///
    /// @throws PeopleException unless the person has left
    Change nameErased(Principal by, Account known) {
        if (known.person().state() != PersonState.LEFT) {
            throw refusal(known, "has not left (expected: first permanence user left)");
        }
        return new Change(by, known.person().login(), List.of(Entry.of(Action.PERSON_CHANGED, "name-erased")), () -> {
            names.erase(known.person().id().value());
            return known.withPerson(known.person().withName(Optional.empty()));
        });
    }

    Change roleGiven(Principal by, Account known, Membership given) {
        RoleAt roleAt = given.roleAt();
        if (known.person().state() == PersonState.LEFT) {
            throw refusal(known, "has left (expected: a person who has not)");
        }
        if (!RoleEmployers.isFor(known.person().kind(), roleAt)) {
            throw refusal(
                    known,
                    known.person().kind() == PersonKind.STAFF
                            ? "is the provider's staff (expected: a role of a team or of the installation)"
                            : "is of a practice (expected: a role of a practice)");
        }
        if (known.openRoles(given.from()).contains(roleAt)) {
            throw refusal(known, "has that role already (expected: another)");
        }
        return new Change(
                by,
                known.person().login(),
                List.of(Entry.of(Action.ROLE_GIVEN, roleAt)),
                () -> withMembership(known, given));
    }

    private static Place place(Staffing staffing) {
        return new Place.OfTeam(staffing.team());
    }

    private static Account withMembership(Account known, Membership given) {
        return known.withMemberships(
                Stream.concat(known.memberships().stream(), Stream.of(given)).toList());
    }

    Change roleTaken(Principal by, Account known, RoleAt roleAt) {
        Instant now = clock.instant();
        if (!known.openRoles(now).contains(roleAt)) {
            throw refusal(known, "does not have that role (expected: one that permanence user show lists)");
        }
        return new Change(
                by,
                known.person().login(),
                List.of(Entry.of(Action.ROLE_TAKEN, roleAt)),
                () -> known.withMembershipsEnded(roleAt::equals, now));
    }

    private Person after(Account known, PersonEvent event) {
        return known.person()
                .on(event, clock.instant())
                .orElseThrow(() -> refusal(
                        known,
                        "is " + EnumWords.of(known.person().state()) + " (expected: "
                                + PersonTransitions.statesBefore(event) + ")"));
    }

    private static Entry changed(PersonEvent event) {
        return Entry.of(Action.PERSON_CHANGED, EnumWords.of(event));
    }

    private static PeopleException refusal(Account known, String problem) {
        return new PeopleException(CONFLICT, "login " + known.person().login() + ": " + problem);
    }
}
