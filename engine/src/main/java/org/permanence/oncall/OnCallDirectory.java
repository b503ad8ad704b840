package org.permanence.oncall;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/// The rotas of practices and groups.
public interface OnCallDirectory {

    /// The time zone of a rota. Empty for a practice without a rota and for a group that no practice names.
    Optional<ZoneId> zoneOf(RotaId rota);

    /// The lines on call at a moment; empty if [#zoneOf] is empty. A group has only what its practices share: an
    /// override of a single practice does not count.
    Optional<OnCallDuty> dutyAt(RotaId rota, Instant moment);
}
