package org.permanence.blocking;

import java.util.List;
import org.permanence.practice.PracticeId;

/// Where blocked numbers are kept. Every engine node sees the same.
///
/// Each method throws `StoreUnavailableException` where the store is away.
public interface BlockedNumberStore {

    /// All of every practice, the oldest first.
    List<BlockedNumber> findAll();

    /// Keeps one; where it is kept already nothing changes.
    void save(BlockedNumber blocked);

    /// Forgets one.
    ///
    /// @return whether there was one
    boolean remove(PracticeId practice, String pseudonym);
}
