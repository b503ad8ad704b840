package org.permanence.signin.device;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.permanence.people.PersonId;

/// A device on which a person may sign in, by its certificate.
///
/// @param endsAt    when the certificate ends, excluded
/// @param revokedAt when it was revoked; empty while it is not
@RecordBuilder
public record Device(
        DeviceFingerprint id, PersonId person, Instant enrolledAt, Instant endsAt, Optional<Instant> revokedAt)
        implements DeviceBuilder.With {

    public Device {
        enrolledAt = enrolledAt.truncatedTo(ChronoUnit.MICROS);
        endsAt = endsAt.truncatedTo(ChronoUnit.MICROS);
        revokedAt = revokedAt.map(time -> time.truncatedTo(ChronoUnit.MICROS));
    }

    /// Whether its person may sign in on it.
    public boolean isValid(Instant now) {
        return revokedAt.isEmpty() && now.isBefore(endsAt);
    }
}
