package org.permanence.seal;

import java.util.List;
import java.util.Optional;

/// Where wrapped keys are kept, apart from the database and with backups of their own that live a week at most: what is
/// destroyed here is gone from everywhere after that. Names are like paths: `bucket/les-lilas/2027-05/1`.
public interface KeyStore {

    Optional<String> read(String name);

    /// Keeps what has no value yet.
    ///
    /// @return whether it was kept; false if somebody was first
    boolean create(String name, String value);

    /// Keeps a value in the place of the one before, at once and durably.
    void replace(String name, String value);

    /// Returns once it is gone, durably. To destroy what is not there is no fault.
    void destroy(String name);

    /// All names under a path such as `bucket/les-lilas`, or under none, sorted.
    List<String> names(String path);
}
