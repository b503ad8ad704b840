package org.permanence.signin;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.permanence.people.PersonId;

/// Stores sessions. All methods throw [org.permanence.queue.StoreUnavailableException] during an outage.
public interface SessionStore {

    /// Inserts a session.
    void save(Session session, SecretDigest token);

    /// The session of a token, ended or not.
    Optional<Session> find(SecretDigest token);

    /// Stores the person's last activity, unless a later one is stored or the session has ended.
    void touch(SessionId session, Instant activeAt);

    /// Replaces the token after the person has proved a factor.
    ///
    /// @return false, without any change, if the session has ended or its token is not `old`
    boolean renew(SessionId session, SecretDigest old, SecretDigest token, Instant factorAt);

    /// Ends a session.
    ///
    /// @return false if it had ended before, or does not exist
    boolean end(SessionId session, Instant at);

    /// Ends the sessions of a person that have not ended.
    ///
    /// @return how many
    int endAll(PersonId person, Instant at);

    /// The sessions of a person that were not ended and are not too old at that time, newest first.
    List<Session> running(PersonId person, Instant at);

    /// Deletes the sessions that began before that time.
    ///
    /// @return how many
    int deleteStartedBefore(Instant time);
}
