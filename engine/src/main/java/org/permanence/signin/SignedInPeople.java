package org.permanence.signin;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.permanence.access.Rights;
import org.permanence.assistant.Login;
import org.permanence.people.Account;
import org.permanence.people.CurrentPeople;
import org.permanence.signin.device.Client;
import org.permanence.signin.device.ClientRules;
import org.permanence.signin.device.DeviceFingerprint;

/// Finds the person or the machine of a session. Asks the database only: an assistant changes their state also
/// while the keys or the audit log are not available.
///
/// All methods throw [org.permanence.queue.StoreUnavailableException] during an outage.
public final class SignedInPeople {

    private final Sessions sessions;
    private final CurrentPeople people;
    private final ServiceKeyStore keys;
    private final ClientRules rules;
    private final InstantSource clock;

    /// @param rules from where people may ask
    public SignedInPeople(
            Sessions sessions, CurrentPeople people, ServiceKeyStore keys, ClientRules rules, InstantSource clock) {
        this.sessions = sessions;
        this.people = people;
        this.keys = keys;
        this.rules = rules;
        this.clock = clock;
    }

    /// The person of a session's token. Empty if the session has ended, the account is not active, a person's has
    /// no role now, or they may not ask from there. The session may be covered: [Session#stateAt].
    ///
    /// @param client from where the request comes
    public Optional<SignedInPerson> find(SessionToken token, Client client) {
        return findAnywhere(token).filter(signedIn -> refusal(signedIn, client).isEmpty());
    }

    /// Why the person may not ask from there. A machine may from everywhere.
    Optional<ClientRules.Refusal> refusal(SignedInPerson signedIn, Client client) {
        var bound = DeviceFingerprint.read(signedIn.session().device());
        return signedIn.isMachine() ? Optional.empty() : rules.refusal(signedIn.roles(), client, bound);
    }

    /// As [#find], from everywhere.
    Optional<SignedInPerson> findAnywhere(SessionToken token) {
        Instant now = clock.instant();
        return sessions.find(token)
                .flatMap(session -> people.requireDirectory()
                        .find(session.person())
                        .flatMap(account -> signedIn(session, account, now)));
    }

    private Optional<SignedInPerson> signedIn(Session session, Account account, Instant now) {
        var person = account.person();
        if (account.isActiveMachine()) {
            Login login = person.login();
            return keys.find(person.id())
                    .map(key -> new SignedInPerson(session, login, key.rights(login), person.region()));
        }
        Rights rights = account.toRights(now);
        return rights.roles().isEmpty()
                ? Optional.empty()
                : Optional.of(new SignedInPerson(session, person.login(), rights, person.region()));
    }

    /// Notes a request that the person caused, so that the session does not become idle.
    public void noteActivity(SignedInPerson signedIn) {
        sessions.touch(signedIn.session());
    }
}
