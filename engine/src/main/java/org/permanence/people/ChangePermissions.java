package org.permanence.people;

import static org.permanence.people.PeopleException.Refusal.CONFLICT;
import static org.permanence.people.PeopleException.Refusal.NOT_PERMITTED;
import static org.permanence.people.PeopleException.Refusal.UNKNOWN;

import java.time.Instant;
import org.permanence.access.Deed;
import org.permanence.access.Place;
import org.permanence.access.Principal;
import org.permanence.access.Role;
import org.permanence.access.RoleAt;
import org.permanence.assistant.Login;
import org.permanence.practice.TeamId;
import org.permanence.text.EnumWords;

/// Refuses changes that the person who asks may not make. The permitted ones are made in one of their roles.
final class ChangePermissions {

    private final PeopleDirectory people;
    private final Asker asker;
    private final Instant now;
    private final InvitingRules rules;

    ChangePermissions(PeopleDirectory people, Asker asker, Instant now) {
        this.people = people;
        this.asker = asker;
        this.now = now;
        this.rules = new InvitingRules(people, now);
    }

    /// The asker, in the role in which they may do the deed to people with the role `wanted`.
    Principal.Person to(Deed deed, RoleAt wanted) {
        return rules.roleFor(asker.login(), deed, wanted)
                .map(asker::as)
                .orElseThrow(() -> refusal("role " + EnumWords.of(wanted.role()) + " at "
                        + wanted.place().word()));
    }

    /// The asker, in the role in which they may do the deed to the account.
    Principal.Person to(Deed deed, Account account) {
        return rules.roleFor(asker.login(), deed, account)
                .map(asker::as)
                .orElseThrow(() -> refusal("login " + account.person().login()));
    }

    /// The asker, in the role in which they may change the assistants of the team.
    Principal.Person toStaff(TeamId team) {
        return to(Deed.CHANGE_MEMBERSHIP, new RoleAt(Role.ASSISTANT, new Place.OfTeam(team)));
    }

    /// The asker, in the highest of their roles.
    Principal.Person toAsk() {
        return RoleAt.highest(people.rights(asker.login(), now))
                .map(asker::as)
                .orElseThrow(() -> new PeopleException(
                        NOT_PERMITTED, "login " + asker.login() + ": no active account with a role (expected: one)"));
    }

    boolean maySee(Account account) {
        return rules.maySee(asker.login(), account);
    }

    /// The account of another person. No person changes their own, so the last of operations cannot end theirs.
    Account requireOther(Login login) {
        if (login.equals(asker.login())) {
            throw new PeopleException(
                    CONFLICT, "login " + login + ": your own account (expected: another person changes it)");
        }
        return require(login);
    }

    Account require(Login login) {
        return people.find(login)
                .orElseThrow(() -> new PeopleException(
                        UNKNOWN, "login " + login + ": unknown (expected: one that permanence user list shows)"));
    }

    PersonId askerId() {
        return require(asker.login()).person().id();
    }

    private PeopleException refusal(String subject) {
        return new PeopleException(
                NOT_PERMITTED,
                subject + ": not for " + asker.login() + " (expected: an active account with a role that may; see"
                        + " docs/people.md)");
    }
}
