package org.permanence.blocking;

import java.util.List;
import org.permanence.practice.PracticeId;

/// The table of blocked numbers, the same for all engine nodes.
///
/// Each method throws `StoreUnavailableException` during an outage of the store.
public interface BlockedNumberStore {

    /// The blocked numbers of all practices, oldest first.
    List<BlockedNumber> findAll();

    /// Adds a number; no effect if it is there already.
    void save(BlockedNumber blocked);

    /// Removes a number.
    ///
    /// @return whether there was one
    boolean remove(PracticeId practice, String pseudonym);
}
