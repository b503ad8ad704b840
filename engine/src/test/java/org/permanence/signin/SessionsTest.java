package org.permanence.signin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.permanence.people.PersonId;
import org.permanence.signin.Session.State;
import org.permanence.signin.Sessions.Started;
import org.permanence.testing.InMemorySessionStore;
import org.permanence.testing.SteppedClock;

class SessionsTest {

    private static final InetAddress SOURCE = InetAddress.ofLiteral("192.0.2.10");

    private final SteppedClock clock = new SteppedClock();
    private final InMemorySessionStore store = new InMemorySessionStore();
    private final Sessions sessions = new Sessions(store, clock);
    private final Sessions otherEngine = new Sessions(store, clock);
    private final PersonId claire = PersonId.next(clock);

    @Test
    void otherTokenFindsNoSession() {
        start();

        assertEquals(Optional.empty(), sessions.find(SessionToken.generate()));
        for (String text : Stream.of("", "0", "a".repeat(42), "a".repeat(44), "a".repeat(42) + " ")
                .toList()) {
            assertEquals(Optional.empty(), SessionToken.read(text));
        }
    }

    @Test
    void tokenFindsItsSession() {
        Started started = start();

        assertEquals(
                Optional.of(started.session()),
                SessionToken.read(started.token().text()).flatMap(otherEngine::find));
        assertTrue(started.token().text().matches("[A-Za-z0-9_-]{43}"), "256 bits");
    }

    @Test
    void tenMinutesWithoutActivityCoverTheData() {
        Started started = start();

        clock.advance(Session.IDLE_LIMIT.minusNanos(1_000));
        assertEquals(State.OPEN, state(started));
        clock.advance(Duration.ofNanos(1_000));
        assertEquals(State.COVERED, state(started));
    }

    @Test
    void activityKeepsASessionOpenButDoesNotUncoverIt() {
        Started started = start();
        clock.advance(Duration.ofMinutes(9));
        sessions.touch(found(started));
        clock.advance(Duration.ofMinutes(9));
        assertEquals(State.OPEN, state(started));

        clock.advance(Duration.ofMinutes(1));
        assertEquals(State.COVERED, state(started));
        sessions.touch(found(started));
        assertEquals(State.COVERED, state(started));
    }

    @Test
    void activityIsStoredEveryFifteenSecondsAtMost() {
        Started started = start();
        clock.advance(Duration.ofSeconds(14));
        sessions.touch(found(started));
        assertEquals(started.session(), found(started));

        clock.advance(Duration.ofSeconds(1));
        sessions.touch(found(started));
        assertEquals(clock.instant(), found(started).activeAt());
    }

    @Test
    void tenHoursEndASessionWhateverItsActivity() {
        Started started = start();
        for (int minute = 5; minute < 600; minute += 5) {
            clock.advance(Duration.ofMinutes(5));
            sessions.touch(found(started));
        }
        clock.advance(Duration.ofMinutes(5));

        assertEquals(Optional.empty(), sessions.find(started.token()));
        assertEquals(List.of(), sessions.running(claire));
        assertEquals(Optional.empty(), sessions.renew(started.session(), started.token()));
    }

    @Test
    void shorterLifetimeEndsASessionEarlier() {
        Started started = sessions.start(claire, "device", SOURCE, Duration.ofHours(1));
        clock.advance(Duration.ofMinutes(59));
        assertTrue(sessions.find(started.token()).isPresent());
        clock.advance(Duration.ofMinutes(1));
        assertEquals(Optional.empty(), sessions.find(started.token()));
    }

    @Test
    void factorIsFreshForFiveMinutes() {
        Started started = start();
        clock.advance(Session.FACTOR_LIMIT.minusNanos(1_000));
        assertTrue(found(started).isFresh(clock.instant()));
        clock.advance(Duration.ofNanos(1_000));
        assertFalse(found(started).isFresh(clock.instant()));
        clock.advance(Duration.ofMinutes(1));
        sessions.touch(found(started));
        assertFalse(found(started).isFresh(clock.instant()), "activity is no factor");

        Started renewed = sessions.renew(found(started), started.token()).orElseThrow();
        assertTrue(found(renewed).isFresh(clock.instant()));
    }

    @Test
    void provedFactorReplacesTheTokenAndUncoversTheData() {
        Started started = start();
        clock.advance(Session.IDLE_LIMIT);
        Started renewed = sessions.renew(found(started), started.token()).orElseThrow();

        assertEquals(Optional.empty(), otherEngine.find(started.token()), "the old token");
        assertEquals(State.OPEN, state(renewed));
        assertEquals(renewed.session(), found(renewed));
        assertNotEquals(started.token().text(), renewed.token().text());
        assertEquals(Optional.empty(), sessions.renew(started.session(), started.token()), "with the old token again");
        assertEquals(started.session().endsAt(), renewed.session().endsAt(), "it does not last longer");
    }

    @Test
    void endedSessionIsNotFoundOnAnyEngine() {
        Started started = start();

        assertTrue(sessions.end(started.session().id()));
        assertFalse(sessions.end(started.session().id()), "once");
        assertEquals(Optional.empty(), sessions.find(started.token()));
        assertEquals(Optional.empty(), otherEngine.find(started.token()));
        assertEquals(Optional.empty(), sessions.renew(started.session(), started.token()));
    }

    @Test
    void allSessionsOfAPersonEndTogether() {
        Started one = start();
        clock.advance(Duration.ofSeconds(1));
        Started two = start();
        Started other = sessions.start(PersonId.next(clock), "device", SOURCE, Session.MAX_LIFETIME);
        assertEquals(List.of(two.session(), one.session()), sessions.running(claire), "newest first");

        assertEquals(2, sessions.endAll(claire));
        assertEquals(List.of(), sessions.running(claire));
        assertEquals(Optional.of(other.session()), sessions.find(other.token()));
    }

    @Test
    void rowsOfOldSessionsAreDeleted() {
        start();
        clock.advance(Duration.ofDays(30));
        assertEquals(0, sessions.deleteOld());
        clock.advance(Duration.ofHours(10).plusSeconds(1));
        assertEquals(1, sessions.deleteOld());
    }

    private Started start() {
        return sessions.start(claire, "device", SOURCE, Session.MAX_LIFETIME);
    }

    private Session found(Started started) {
        return sessions.find(started.token()).orElseThrow();
    }

    private State state(Started started) {
        return found(started).stateAt(clock.instant());
    }
}
