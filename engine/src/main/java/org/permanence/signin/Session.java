package org.permanence.signin;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.permanence.people.PersonId;

/// A person's stay after a sign-in with both factors, on one device.
///
/// @param device     the device's id, of its cookie or its certificate
/// @param source     the address from which the person signed in
/// @param activeAt   the last request that the person caused
/// @param factorAt   when the person last proved a factor
/// @param endsAt     when the session ends by its age, excluded
/// @param endedAt    when the session was ended; empty while it is not
@RecordBuilder
public record Session(
        SessionId id,
        PersonId person,
        String device,
        InetAddress source,
        Instant startedAt,
        Instant activeAt,
        Instant factorAt,
        Instant endsAt,
        Optional<Instant> endedAt)
        implements SessionBuilder.With {

    /// Without activity for so long, a session shows no data until the person proves a factor.
    public static final Duration IDLE_LIMIT = Duration.ofMinutes(10);

    /// How long a session lasts in all at most.
    public static final Duration MAX_LIFETIME = Duration.ofHours(10);

    /// How long a proved factor counts for deeds that need a fresh one.
    public static final Duration FACTOR_LIMIT = Duration.ofMinutes(5);

    /// What a session allows.
    public enum State {
        OPEN,
        /// Data is covered until the person proves a factor. The telephone goes on.
        COVERED,
        ENDED
    }

    public Session {
        startedAt = startedAt.truncatedTo(ChronoUnit.MICROS);
        activeAt = activeAt.truncatedTo(ChronoUnit.MICROS);
        factorAt = factorAt.truncatedTo(ChronoUnit.MICROS);
        endsAt = endsAt.truncatedTo(ChronoUnit.MICROS);
        endedAt = endedAt.map(end -> end.truncatedTo(ChronoUnit.MICROS));
    }

    /// What the session allows now. Each limit counts as reached at its last instant.
    public State stateAt(Instant now) {
        if (endedAt.isPresent() || !now.isBefore(endsAt)) {
            return State.ENDED;
        }
        return now.isBefore(activeAt.plus(IDLE_LIMIT)) ? State.OPEN : State.COVERED;
    }

    /// Whether the last proved factor is new enough for a deed that needs a fresh one.
    public boolean isFresh(Instant now) {
        return now.isBefore(factorAt.plus(FACTOR_LIMIT));
    }
}
