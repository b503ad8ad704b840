package org.permanence.people;

import static org.permanence.people.PeopleException.Refusal.CONFLICT;
import static org.permanence.people.PeopleException.Refusal.NOT_PERMITTED;
import static org.permanence.people.PeopleException.Refusal.UNKNOWN;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.permanence.access.Deed;
import org.permanence.access.Place;
import org.permanence.access.Principal;
import org.permanence.access.Role;
import org.permanence.access.RoleAt;
import org.permanence.access.Subject;
import org.permanence.assistant.Login;
import org.permanence.assistant.Staffing;
import org.permanence.audit.AuditGate;
import org.permanence.people.AuditedChanges.Change;
import org.permanence.practice.TeamId;
import org.permanence.privacy.PersonalText;
import org.permanence.seal.PersonNames;
import org.permanence.text.EnumWords;

/// Invites people, gives and takes their roles, and rests and ends their accounts. [InvitingRules] says who may.
/// Every change, and every look at names, is in the audit log first. Thread-safe.
///
/// All methods throw [PeopleException] to refuse, [org.permanence.audit.AuditException] if the audit log is closed,
/// and [org.permanence.queue.StoreUnavailableException] if the people tables cannot be read: then nothing is
/// changed.
public final class PeopleService {

    /// How long an invitation that was not accepted is kept after its end.
    private static final Duration ENDED_INVITATIONS = Duration.ofDays(1);

    private static final RoleAt FIRST_ROLE = new RoleAt(Role.OPERATIONS, new Place.Installation());

    /// What changes of accounts need.
    ///
    /// @param endSessions ends all sessions of a person
    public record Services(
            CurrentPeople people,
            PersonNames names,
            AuditGate audit,
            Workplaces workplaces,
            Consumer<PersonId> endSessions) {}

    /// An invitation. The token is shown once and stored nowhere.
    public record Invited(Account account, InvitationToken token) {}

    /// An account as a person sees it.
    ///
    /// @param name empty if none was given, or it was erased
    public record Shown(Account account, Optional<PersonalText> name) {}

    private final CurrentPeople people;
    private final AuditedChanges audited;
    private final AccountChanges changes;
    private final PersonNames names;
    private final Consumer<PersonId> endSessions;
    private final Workplaces workplaces;
    private final InstantSource clock;

    public PeopleService(Services services, InstantSource clock) {
        this.people = services.people();
        this.audited = new AuditedChanges(services.people(), services.audit());
        this.changes = new AccountChanges(services.names(), clock);
        this.names = services.names();
        this.endSessions = services.endSessions();
        this.workplaces = services.workplaces();
        this.clock = clock;
    }

    /// The accounts as of the last [#refresh], for decisions that must not wait for the database.
    public PeopleDirectory directory() {
        return people.directory();
    }

    /// Reads the accounts again if they have changed. Call it every second: other engines change them too.
    public void refresh() {
        people.refresh();
    }

    /// Invites the person who invites the others. Possible only while no account is active. To invite them again
    /// replaces the earlier invitation.
    ///
    /// @param operator who runs the command on the engine's machine
    public Invited inviteFirst(Principal.Person operator, NewPerson draft, Role role) {
        if (role != Role.OPERATIONS) {
            throw new PeopleException(
                    CONFLICT, "role: " + EnumWords.of(role) + " (expected: operations, who invite all others)");
        }
        InvitationToken token = InvitationToken.create();
        Account account = audited.perform(people -> {
            if (people.hasActiveAccount()) {
                throw new PeopleException(
                        CONFLICT, "first account: others are active (expected: an invitation by one of them)");
            }
            Instant now = clock.instant();
            Invitation invitation = Invitation.first(token, now);
            return people.find(draft.login())
                    .filter(known -> known.openRoles(now).contains(FIRST_ROLE))
                    .map(known -> changes.invitedAgain(operator, known, invitation))
                    .orElseGet(() -> changes.invited(
                            people,
                            operator,
                            draft,
                            new Membership(FIRST_ROLE, now, Optional.empty(), Optional.empty()),
                            Optional.of(invitation)));
        });
        return new Invited(account, token);
    }

    /// Invites a person for a role.
    public Invited invite(Asker asker, NewPerson draft, RoleAt roleAt) {
        requirePlace(roleAt.place());
        InvitationToken token = InvitationToken.create();
        Account account = audited.perform(people -> {
            Instant now = clock.instant();
            var permissions = new ChangePermissions(people, asker, now);
            Principal.Person by = permissions.to(Deed.INVITE_PERSON, roleAt);
            PersonId inviter = permissions.askerId();
            return changes.invited(
                    people,
                    by,
                    draft,
                    new Membership(roleAt, now, Optional.empty(), Optional.of(inviter)),
                    Optional.of(Invitation.by(inviter, token, now)));
        });
        return new Invited(account, token);
    }

    /// Invites a person again who has not accepted yet. The earlier invitation ends.
    public Invited inviteAgain(Asker asker, Login login) {
        InvitationToken token = InvitationToken.create();
        Account account = manage(
                asker,
                login,
                (permissions, known) -> changes.invitedAgain(
                        permissions.to(Deed.INVITE_PERSON, known),
                        known,
                        Invitation.by(permissions.askerId(), token, clock.instant())));
        return new Invited(account, token);
    }

    /// Accepts an invitation: the account becomes active. A token that is unknown, used or too old is refused with
    /// the same words.
    ///
    /// @param device where the request comes from
    public Account accept(InvitationToken token, String device) {
        return audited.perform(people -> {
            Instant now = clock.instant();
            Account invited = invited(people, token, now);
            Role role = RoleAt.highest(invited.openRoles(now))
                    .orElseThrow(() -> new PeopleException(
                            CONFLICT, "account: without a role (expected: a role; the invitation stays open)"));
            return changes.accepted(
                    new Asker(invited.person().login(), device, Principal.NO_SESSION).as(role), invited);
        });
    }

    /// The account that an open invitation is for. Refuses a token as [#accept] does.
    public Account invited(InvitationToken token) {
        refresh();
        return invited(directory(), token, clock.instant());
    }

    private static Account invited(PeopleDirectory people, InvitationToken token, Instant now) {
        return people.findByToken(token)
                .filter(account -> isAcceptable(account, people, now))
                .orElseThrow(() -> new PeopleException(
                        NOT_PERMITTED, "token: unknown, used or too old (expected: that of an open invitation)"));
    }

    private static boolean isAcceptable(Account account, PeopleDirectory people, Instant now) {
        return account.invitation()
                .filter(invitation ->
                        invitation.isOpen(now) && !(invitation.isForTheFirstAccount() && people.hasActiveAccount()))
                .isPresent();
    }

    /// What a second person approves when the asker takes the factors from a person: the account, and its team.
    public Subject subjectOfFactors(Asker asker, Login login) {
        ChangePermissions permissions = current(asker);
        Account known = permissions.requireOther(login);
        permissions.to(Deed.REMOVE_FACTOR, known);
        Optional<TeamId> team = known.openRoles(clock.instant()).stream()
                .flatMap(role -> role.place() instanceof Place.OfTeam(TeamId id) ? Stream.of(id) : Stream.empty())
                .min(Comparator.comparing(TeamId::value));
        return Subject.ofPerson(login).withTeam(team);
    }

    /// Takes the factors from a person, after a second person has approved it: the account is invited again, and
    /// has no rights until the person accepts with other factors.
    public Invited takeFactors(Asker asker, Login login) {
        InvitationToken token = InvitationToken.create();
        Account account = manage(
                asker,
                login,
                (permissions, known) -> changes.factorsTaken(
                        permissions.to(Deed.REMOVE_FACTOR, known),
                        known,
                        Invitation.by(permissions.askerId(), token, clock.instant())));
        return new Invited(account, token);
    }

    /// Makes the account of a machine, which has no role, or prepares that of a machine for another key. Only
    /// operations of the installation may.
    ///
    /// @param deeds the list of the machine, as a word of the audit log
    public Account service(Asker asker, Login login, String deeds) {
        return audited.perform(people -> changes.service(
                people,
                new ChangePermissions(people, asker, clock.instant()).to(Deed.INVITE_PERSON, FIRST_ROLE),
                login,
                Map.of("what", "service", "deeds", deeds)));
    }

    /// Gives a role, from now on.
    ///
    /// @param until excluded; empty: without an end
    public Account give(Asker asker, Login login, RoleAt roleAt, Optional<Instant> until) {
        requirePlace(roleAt.place());
        Instant now = clock.instant();
        if (until.filter(end -> !end.isAfter(now)).isPresent()) {
            throw new PeopleException(CONFLICT, "until: in the past (expected: later than now)");
        }
        return manage(
                asker,
                login,
                (permissions, known) -> changes.roleGiven(
                        permissions.to(Deed.CHANGE_MEMBERSHIP, roleAt),
                        known,
                        new Membership(roleAt, now, until, Optional.of(permissions.askerId()))));
    }

    /// Takes a role, from now on.
    public Account take(Asker asker, Login login, RoleAt roleAt) {
        return manage(
                asker,
                login,
                (permissions, known) ->
                        changes.roleTaken(permissions.to(Deed.CHANGE_MEMBERSHIP, roleAt), known, roleAt));
    }

    /// Rests an account: its sessions end, and the person may not act until [#endRest].
    public Account rest(Asker asker, Login login) {
        Account rested = manage(
                asker,
                login,
                (permissions, known) ->
                        changes.rested(permissions.to(Deed.REST_PERSON, known), known, PersonEvent.RESTED));
        endSessions.accept(rested.person().id());
        return rested;
    }

    /// Ends the rest of an account. The person must sign in again: no session from before the rest goes on, also if
    /// the engine was stopped while it rested the account.
    public Account endRest(Asker asker, Login login) {
        return manage(asker, login, (permissions, known) -> {
            Change returned = changes.rested(permissions.to(Deed.REST_PERSON, known), known, PersonEvent.RETURNED);
            endSessions.accept(known.person().id());
            return returned;
        });
    }

    /// Ends an account for good, with all its roles. Its login is never given to another person.
    public Account leave(Asker asker, Login login) {
        return manage(
                asker, login, (permissions, known) -> changes.departed(permissions.to(Deed.END_ACCOUNT, known), known));
    }

    /// Destroys the key of the name of a person who has left.
    public Account eraseName(Asker asker, Login login) {
        return manage(
                asker,
                login,
                (permissions, known) -> changes.nameErased(permissions.to(Deed.END_ACCOUNT, known), known));
    }

    /// The accounts that the asker could change, and their own, ordered by login.
    public List<Shown> list(Asker asker) {
        ChangePermissions permissions = current(asker);
        return audited.read(
                permissions.toAsk(),
                "person",
                () -> directory().all().stream()
                        .filter(permissions::maySee)
                        .map(this::shown)
                        .toList());
    }

    /// One account. One that the asker may not see is answered like one that does not exist.
    public Shown show(Asker asker, Login login) {
        ChangePermissions permissions = current(asker);
        return audited.read(
                permissions.toAsk(),
                login.value(),
                () -> directory()
                        .find(login)
                        .filter(permissions::maySee)
                        .map(this::shown)
                        .orElseThrow(() -> new PeopleException(
                                UNKNOWN,
                                "login " + login + ": unknown (expected: one that permanence user list shows)")));
    }

    /// Sets the calls that an assistant takes. Needs the right to change the assistants of the team, and of the
    /// team before.
    public Account staff(Asker asker, Login login, StaffingRequest request) {
        return audited.perform(people -> {
            var permissions = new ChangePermissions(people, asker, clock.instant());
            Account known = permissions.requireOther(login);
            known.staffing().ifPresent(before -> permissions.toStaff(before.team()));
            Principal.Person by = permissions.toStaff(request.team());
            Staffing staffing = request.completed(known);
            workplaces.require(people, login, staffing);
            return changes.staffed(by, known, staffing);
        });
    }

    /// Puts an assistant into the database who is not there, invited and without an invitation yet; and the
    /// staffing of a person who is there without one.
    ///
    /// @return false if the database has the assistant, or the person has left
    public boolean seed(NewPerson draft, Staffing staffing) {
        refresh();
        if (directory().find(draft.login()).filter(known -> !isSeedable(known)).isPresent()) {
            return false;
        }
        var membership = new Membership(
                new RoleAt(Role.ASSISTANT, new Place.OfTeam(staffing.team())),
                clock.instant(),
                Optional.empty(),
                Optional.empty());
        var _ = audited.perform(people -> {
            workplaces.require(people, draft.login(), staffing);
            return people.find(draft.login())
                    .filter(PeopleService::isSeedable)
                    .map(known -> changes.seeded(known, membership, staffing))
                    .orElseGet(() -> changes.seeded(people, draft, membership, staffing));
        });
        return true;
    }

    private static boolean isSeedable(Account known) {
        return known.staffing().isEmpty()
                && known.person().state() != PersonState.LEFT
                && known.person().kind() == PersonKind.STAFF;
    }

    /// Deletes invitations that ended a day ago or earlier. Call it every hour.
    public void deleteEndedInvitations() {
        refresh();
        Instant limit = clock.instant().minus(ENDED_INVITATIONS);
        for (Account account : directory().all()) {
            if (account.invitation().filter(ended -> !ended.isOpen(limit)).isPresent()) {
                // Another engine may have changed the tables: then the next run deletes it.
                people.save(directory(), account.withInvitation(Optional.empty()));
                refresh();
            }
        }
    }

    private Account manage(Asker asker, Login login, BiFunction<ChangePermissions, Account, Change> decision) {
        return audited.perform(people -> {
            var permissions = new ChangePermissions(people, asker, clock.instant());
            return decision.apply(permissions, permissions.requireOther(login));
        });
    }

    private ChangePermissions current(Asker asker) {
        refresh();
        return new ChangePermissions(directory(), asker, clock.instant());
    }

    private Shown shown(Account account) {
        return new Shown(
                account,
                account.person()
                        .name()
                        .flatMap(name -> names.open(account.person().id().value(), name)));
    }

    private void requirePlace(Place place) {
        if (!workplaces.has(place)) {
            throw new PeopleException(
                    UNKNOWN, "place " + place.word() + ": unknown (expected: a team or practice of this installation)");
        }
    }
}
