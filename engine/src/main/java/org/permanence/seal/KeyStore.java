package org.permanence.seal;

import java.util.List;
import java.util.Optional;

/// Stores wrapped keys apart from the database. Its backups are kept for a week at most, so that a destroyed key is
/// gone everywhere after that. Names are paths such as `bucket/les-lilas/2027-05/1`.
public interface KeyStore {

    Optional<String> read(String name);

    /// Stores a value under a new name.
    ///
    /// @return false if the name has a value already, which stays
    boolean create(String name, String value);

    /// Stores a value or replaces it, in one step and durably.
    void replace(String name, String value);

    /// Deletes a value durably. Does nothing if there is none.
    void destroy(String name);

    /// All names under a path such as `bucket/les-lilas`, or all if the path is empty, sorted.
    List<String> names(String path);
}
