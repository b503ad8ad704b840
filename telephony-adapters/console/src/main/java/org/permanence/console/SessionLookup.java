package org.permanence.console;

import java.util.Optional;

/// Finds the session of a token.
@FunctionalInterface
public interface SessionLookup {

    /// Empty for an unknown token and for a session that ended. A request that the person caused keeps a session
    /// from becoming idle; one of a page by itself does not.
    ///
    /// @param token of the cookie, unchecked
    /// @throws org.permanence.queue.StoreUnavailableException if sessions cannot be read
    Optional<ConsoleSession> find(String token, Cause cause);

    /// What made the page send the request: its header `X-Cause`.
    enum Cause {
        PERSON,
        PAGE
    }
}
