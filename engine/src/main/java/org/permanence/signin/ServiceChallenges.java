package org.permanence.signin;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.permanence.assistant.Login;
import org.permanence.text.SecretToken;

/// The challenges that machines sign. Each counts once, for the login that it was given to, for a minute, on this
/// engine. Thread-safe.
final class ServiceChallenges {

    static final Duration LIFETIME = Duration.ofMinutes(1);

    /// One more replaces the first.
    private static final int MAX_CHALLENGES = 1_000;

    private record Given(Login login, Instant endsAt) {}

    private final InstantSource clock;
    private final Map<String, Given> challenges = new LinkedHashMap<>();

    ServiceChallenges(InstantSource clock) {
        this.clock = clock;
    }

    synchronized String give(Login login) {
        if (challenges.size() == MAX_CHALLENGES) {
            var first = challenges.keySet().iterator();
            first.next();
            first.remove();
        }
        String challenge = SecretToken.generate().text();
        challenges.put(challenge, new Given(login, clock.instant().plus(LIFETIME)));
        return challenge;
    }

    /// Uses a challenge up.
    ///
    /// @return whether it was given to that login, not more than a minute ago, and not used before
    synchronized boolean use(Login login, String challenge) {
        Given given = challenges.remove(challenge);
        return given != null && given.login().equals(login) && clock.instant().isBefore(given.endsAt());
    }
}
