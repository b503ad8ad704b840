package org.permanence.testing;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.permanence.people.Account;
import org.permanence.people.PeopleDirectory;
import org.permanence.people.PeopleStore;
import org.permanence.people.PersonId;
import org.permanence.queue.StoreUnavailableException;

/// Accounts in memory. Thread-safe.
public final class InMemoryPeopleStore implements PeopleStore {

    private final Map<PersonId, Account> accounts = new HashMap<>();
    private long edition;
    private boolean available = true;
    private Runnable beforeSave = () -> {};

    /// From now on every method fails.
    public void failsFromNowOn() {
        available = false;
    }

    /// Runs once before the next save, as the change of another engine would.
    public void beforeNextSave(Runnable change) {
        beforeSave = change;
    }

    @Override
    public synchronized long edition() {
        requireAvailable();
        return edition;
    }

    @Override
    public synchronized PeopleDirectory load() {
        requireAvailable();
        return new PeopleDirectory(
                edition,
                accounts.values().stream()
                        .sorted(Comparator.comparing(
                                account -> account.person().login().value()))
                        .toList());
    }

    @Override
    public boolean save(long decidedOn, Account account) {
        LockSupport.parkNanos(1); // Others may be faster.
        return saveUnlessLate(decidedOn, account);
    }

    private synchronized boolean saveUnlessLate(long decidedOn, Account account) {
        requireAvailable();
        Runnable change = beforeSave;
        beforeSave = () -> {};
        change.run();
        if (decidedOn != edition) {
            return false;
        }
        accounts.put(account.person().id(), account);
        edition++;
        return true;
    }

    private void requireAvailable() {
        if (!available) {
            throw new StoreUnavailableException(
                    "people: not available (expected: in this test)", new IllegalStateException());
        }
    }
}
