package org.permanence.people;

import org.permanence.queue.StoreUnavailableException;

/// The accounts as of the last look into the database. If it does not answer, they stay as they were, for any
/// length of time. Thread-safe.
public final class CurrentPeople {

    private final PeopleStore store;
    private volatile PeopleDirectory directory = PeopleDirectory.NOT_READ;

    public CurrentPeople(PeopleStore store) {
        this.store = store;
    }

    public PeopleDirectory directory() {
        return directory;
    }

    /// Reads the accounts again if they have changed. Call it every second: other engines change them too.
    ///
    /// @throws StoreUnavailableException during an outage
    public void refresh() {
        if (store.edition() != directory.edition()) {
            directory = store.load();
        }
    }

    /// The accounts; reads them if they were never read.
    ///
    /// @throws StoreUnavailableException if they were never read, during an outage
    public PeopleDirectory requireDirectory() {
        if (directory == PeopleDirectory.NOT_READ) {
            refresh();
        }
        return directory;
    }

    /// Stores a change that was decided on `decidedOn`. It is in force at once here, and within a second elsewhere.
    ///
    /// @return false, without any change, if the accounts have changed since
    boolean save(PeopleDirectory decidedOn, Account account) {
        if (!store.save(decidedOn.edition(), account)) {
            return false;
        }
        try {
            refresh();
        } catch (StoreUnavailableException _) {
            return true; // It is stored, and the next look will find it.
        }
        return true;
    }
}
