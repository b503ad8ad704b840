package org.permanence.signin;

import java.time.InstantSource;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.permanence.access.MachineDeed;
import org.permanence.assistant.Login;
import org.permanence.people.Account;
import org.permanence.people.Asker;
import org.permanence.people.PeopleService;
import org.permanence.seal.MachineKey;
import org.permanence.text.EnumWords;

/// Makes accounts for machines.
public final class ServiceAccounts {

    private final PeopleService people;
    private final ServiceKeyStore keys;
    private final Sessions sessions;
    private final InstantSource clock;

    public ServiceAccounts(PeopleService people, ServiceKeyStore keys, Sessions sessions, InstantSource clock) {
        this.people = people;
        this.keys = keys;
        this.sessions = sessions;
        this.clock = clock;
    }

    /// Makes an account with this key and list. The account of a machine gets them in place of its own, and its
    /// sessions end.
    ///
    /// @throws IllegalArgumentException if no deed is listed
    /// @throws org.permanence.people.PeopleException if the asker may not, or the login is taken
    public Account put(Asker asker, Login login, MachineKey key, Set<MachineDeed> deeds) {
        if (deeds.isEmpty()) {
            throw new IllegalArgumentException("deeds: none (expected: at least one)");
        }
        String words = new TreeSet<>(deeds).stream().map(EnumWords::of).collect(Collectors.joining("+"));
        Account account = people.service(asker, login, words);
        keys.save(new ServiceKey(account.person().id(), key, deeds, clock.instant()));
        sessions.endAll(account.person().id());
        return account;
    }
}
