package org.permanence.signin;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.permanence.access.MachineDeed;
import org.permanence.access.Rights;
import org.permanence.assistant.Login;
import org.permanence.people.PersonId;
import org.permanence.seal.MachineKey;

/// The key with which a machine signs in, and what the machine may do.
///
/// @param machine its account
/// @param deeds   at least one
/// @param since   when the machine got this key and list
public record ServiceKey(PersonId machine, MachineKey key, Set<MachineDeed> deeds, Instant since) {

    public ServiceKey {
        deeds = Set.copyOf(deeds);
        since = since.truncatedTo(ChronoUnit.MICROS);
    }

    /// What the machine may do.
    Rights rights(Login login) {
        return MachineDeed.rights(login.value(), deeds);
    }
}
