package org.permanence.people;

import java.time.InstantSource;
import org.permanence.access.Deed;
import org.permanence.access.Principal;
import org.permanence.assistant.Login;

/// Decides which deeds about an account a person may do, for what belongs to an account and is stored elsewhere.
/// All methods throw [PeopleException] to refuse, and [org.permanence.queue.StoreUnavailableException] during an
/// outage.
public final class AccountPermissions {

    /// A permitted deed.
    ///
    /// @param by the asker, in the role in which they may do it
    public record Permitted(Principal.Person by, Account account) {}

    private final CurrentPeople people;
    private final InstantSource clock;

    public AccountPermissions(CurrentPeople people, InstantSource clock) {
        this.people = people;
        this.clock = clock;
    }

    /// Permits to give something to another person, who is in the installation.
    public Permitted toGive(Asker asker, Deed deed, Login login) {
        ChangePermissions permissions = current(asker);
        Account account = permissions.requireOther(login);
        Principal.Person by = permissions.to(deed, account);
        if (account.person().state() == PersonState.LEFT || account.person().kind() == PersonKind.SERVICE) {
            throw new PeopleException(
                    PeopleException.Refusal.CONFLICT,
                    "login " + login + ": has left, or is a machine (expected: a person with an account)");
        }
        return new Permitted(by, account);
    }

    /// Permits to take something from a person. All people may take it from themselves.
    public Permitted toTake(Asker asker, Deed deed, Login login) {
        ChangePermissions permissions = current(asker);
        Account account = permissions.require(login);
        return new Permitted(
                login.equals(asker.login()) ? permissions.toAsk() : permissions.to(deed, account), account);
    }

    private ChangePermissions current(Asker asker) {
        people.refresh();
        return new ChangePermissions(people.directory(), asker, clock.instant());
    }
}
