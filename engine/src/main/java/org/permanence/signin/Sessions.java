package org.permanence.signin;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.permanence.people.PersonId;

/// Starts, finds and ends sessions. The row of a session decides, so that every engine sees an end. The end of a
/// session never ends a call. Thread-safe.
public final class Sessions {

    /// Activity is stored this often at most: the limit of idleness is ten minutes.
    private static final Duration TOUCH_INTERVAL = Duration.ofSeconds(15);

    /// How long an ended session stays in the list of its person.
    private static final Duration KEPT = Duration.ofDays(30);

    /// A session and its secret, which is known only here and to the client.
    public record Started(Session session, SessionToken token) {}

    private final SessionStore store;
    private final InstantSource clock;

    public Sessions(SessionStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /// Starts a session of a person who has just proved both factors, or of a machine that has proved its key. Only
    /// [SessionStarter] and [ServiceSignIn] may call this.
    ///
    /// @param lifetime up to [Session#MAX_LIFETIME]
    Started start(PersonId person, String device, InetAddress source, Duration lifetime) {
        Instant now = clock.instant();
        var session = new Session(
                SessionId.next(clock), person, device, source, now, now, now, now.plus(lifetime), Optional.empty());
        var token = SessionToken.generate();
        store.save(session, token.digest());
        return new Started(session, token);
    }

    /// The session of a token; empty if there is none or it has ended. It may be covered: [Session#stateAt].
    public Optional<Session> find(SessionToken token) {
        return store.find(token.digest()).filter(this::isRunning);
    }

    /// Notes a request that the person caused. A covered session stays covered.
    public void touch(Session session) {
        Instant now = clock.instant();
        if (session.stateAt(now) == Session.State.OPEN
                && !now.isBefore(session.activeAt().plus(TOUCH_INTERVAL))) {
            store.touch(session.id(), now);
        }
    }

    /// Notes that the person has just proved a factor. The data is no longer covered, and the old token is worth
    /// nothing from now on. Only [StepUp] and the step-up by passkey may call this; an architecture rule says so.
    ///
    /// @return empty, without any change, if the session has ended or has another token
    public Optional<Started> renew(Session session, SessionToken old) {
        Instant now = clock.instant();
        var token = SessionToken.generate();
        return isRunning(session) && store.renew(session.id(), old.digest(), token.digest(), now)
                ? Optional.of(new Started(session.withActiveAt(now).withFactorAt(now), token))
                : Optional.empty();
    }

    /// The sessions of a person that have not ended, newest first.
    public List<Session> running(PersonId person) {
        return store.running(person, clock.instant());
    }

    /// Ends a session.
    ///
    /// @return false if it had ended before, or does not exist
    public boolean end(SessionId session) {
        return store.end(session, clock.instant());
    }

    /// Ends all sessions of a person, for example because the account rests from now on.
    ///
    /// @return how many
    public int endAll(PersonId person) {
        return store.endAll(person, clock.instant());
    }

    /// Deletes the rows of sessions that ended more than 30 days ago. Call it once a day.
    public int deleteOld() {
        return store.deleteStartedBefore(
                clock.instant().minus(Session.MAX_LIFETIME).minus(KEPT));
    }

    private boolean isRunning(Session session) {
        return session.stateAt(clock.instant()) != Session.State.ENDED;
    }
}
