package org.permanence.signin;

import java.util.Optional;
import org.permanence.assistant.Login;

/// Finds accounts by login.
public interface SignInAccounts {

    /// The account of that login; empty if there is none.
    ///
    /// @throws org.permanence.queue.StoreUnavailableException during an outage
    Optional<SignInAccount> find(Login login);
}
