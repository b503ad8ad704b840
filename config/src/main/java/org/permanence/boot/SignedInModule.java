package org.permanence.boot;

import java.time.Duration;
import java.time.InstantSource;
import org.permanence.people.CurrentPeople;
import org.permanence.signin.ServiceKeyStore;
import org.permanence.signin.Sessions;
import org.permanence.signin.SignedInPeople;
import org.permanence.store.Database;
import org.permanence.store.JooqPeopleStore;
import org.permanence.store.signin.JooqServiceKeyStore;
import org.permanence.store.signin.JooqSessionStore;

/// Who has signed in. Needs the database only: neither keys nor the audit log.
final class SignedInModule implements EngineModule {

    private static final Duration REFRESH_INTERVAL = Duration.ofSeconds(1);

    private final CurrentPeople people;
    private final Sessions sessions;
    private final ServiceKeyStore keys;
    private final SignedInPeople lookup;

    SignedInModule(Database database, InstantSource clock) {
        people = new CurrentPeople(new JooqPeopleStore(database));
        sessions = new Sessions(new JooqSessionStore(database), clock);
        keys = new JooqServiceKeyStore(database);
        lookup = new SignedInPeople(sessions, people, keys, clock);
    }

    @Override
    public void schedule(PeriodicTasks tasks) {
        tasks.schedule(REFRESH_INTERVAL, "signed-in", people::refresh);
    }

    CurrentPeople people() {
        return people;
    }

    Sessions sessions() {
        return sessions;
    }

    ServiceKeyStore keys() {
        return keys;
    }

    SignedInPeople lookup() {
        return lookup;
    }

    @Override
    public void close() {}
}
