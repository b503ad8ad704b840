package org.permanence.people;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.permanence.access.RoleAt;
import org.permanence.assistant.Login;

/// All accounts at one edition of the people tables, those of people who have left included. Immutable.
public final class PeopleDirectory {

    /// Before the tables were read.
    static final PeopleDirectory NOT_READ = new PeopleDirectory(-1, List.of());

    private final long edition;
    private final Map<Login, Account> byLogin;
    private final Map<PersonId, Account> byId;

    /// @param edition the number of the last change
    /// @param accounts in the order in which they are listed
    public PeopleDirectory(long edition, List<Account> accounts) {
        this.edition = edition;
        this.byLogin = accounts.stream()
                .collect(Collectors.toMap(
                        account -> account.person().login(), Function.identity(), (one, _) -> one, LinkedHashMap::new));
        this.byId = accounts.stream()
                .collect(
                        Collectors.toUnmodifiableMap(account -> account.person().id(), Function.identity()));
    }

    public long edition() {
        return edition;
    }

    /// The account with that login, in any state.
    public Optional<Account> find(Login login) {
        return Optional.ofNullable(byLogin.get(login));
    }

    /// The account of a person, in any state.
    public Optional<Account> find(PersonId person) {
        return Optional.ofNullable(byId.get(person));
    }

    Optional<Account> findByToken(InvitationToken token) {
        String sha256 = token.sha256();
        return byLogin.values().stream()
                .filter(account -> account.invitation()
                        .filter(open -> open.tokenSha256().equals(sha256))
                        .isPresent())
                .findFirst();
    }

    public Collection<Account> all() {
        return byLogin.values();
    }

    /// The roles in which a person may act now; none without an active account.
    public Set<RoleAt> rights(Login login, Instant now) {
        return find(login).map(account -> account.rights(now)).orElse(Set.of());
    }

    /// Whether a person has an active account.
    boolean hasActiveAccount() {
        return byLogin.values().stream()
                .map(Account::person)
                .anyMatch(person -> person.state() == PersonState.ACTIVE && person.kind() != PersonKind.SERVICE);
    }
}
