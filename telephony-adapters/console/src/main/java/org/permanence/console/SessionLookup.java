package org.permanence.console;

import java.util.Optional;
import org.permanence.signin.device.Client;

/// Finds the session of a token.
@FunctionalInterface
public interface SessionLookup {

    /// Empty for an unknown token, for a session that ended, and from where its person may not ask.
    /// A request that the person caused keeps a session
    /// from becoming idle; one of a page by itself does not.
    ///
    /// @param token  of the cookie, unchecked
    /// @param client from where the request comes
    /// @throws org.permanence.queue.StoreUnavailableException if sessions cannot be read
    Optional<ConsoleSession> find(String token, Client client, Cause cause);

    /// What made the page send the request: its header `X-Cause`.
    enum Cause {
        PERSON,
        PAGE
    }
}
