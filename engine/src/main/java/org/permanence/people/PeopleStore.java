package org.permanence.people;

/// Stores accounts. Every change gives the tables a new edition. All methods throw
/// [org.permanence.queue.StoreUnavailableException] during an outage.
public interface PeopleStore {

    /// The number of the last change.
    long edition();

    /// All accounts, ordered by login, and the edition that they belong to.
    PeopleDirectory load();

    /// Inserts an account, or replaces the one with the same id, and begins the next edition.
    ///
    /// @param edition the edition on which the change was decided
    /// @return false, without any change, if the tables have another edition now
    boolean save(long edition, Account account);
}
