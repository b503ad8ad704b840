package org.permanence.signin.code;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.permanence.people.PersonId;
import org.permanence.signin.SessionId;
import org.permanence.text.SecretToken;

/// The codes that people may sign in with. Each counts once, for two minutes, on this engine. A person has one at
/// most. Thread-safe.
final class GivenCodes {

    static final Duration LIFETIME = Duration.ofMinutes(2);

    /// @param session in which the person was shown the code
    record Given(PersonId person, SessionId session, Instant endsAt) {}

    private final InstantSource clock;
    private final Map<String, Given> codes = new HashMap<>(); // By SHA-256. Guarded by this.

    GivenCodes(InstantSource clock) {
        this.clock = clock;
    }

    /// A new code. An earlier one of the person counts no more.
    synchronized ShownCode give(PersonId person, SessionId session) {
        Instant endsAt = clock.instant().plus(LIFETIME);
        codes.values().removeIf(given -> given.person().equals(person));
        SecretToken code = SecretToken.generate();
        codes.put(code.sha256(), new Given(person, session, endsAt));
        return new ShownCode(code, endsAt);
    }

    /// Uses a code up; empty if there is none, it was used before, or its time is over.
    synchronized Optional<Given> use(String typed) {
        return SecretToken.read(typed)
                .flatMap(code -> Optional.ofNullable(codes.remove(code.sha256())))
                .filter(given -> clock.instant().isBefore(given.endsAt()));
    }
}
