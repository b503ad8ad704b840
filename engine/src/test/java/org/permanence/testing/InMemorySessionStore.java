package org.permanence.testing;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.permanence.people.PersonId;
import org.permanence.signin.SecretDigest;
import org.permanence.signin.Session;
import org.permanence.signin.SessionId;
import org.permanence.signin.SessionStore;

/// The session store in memory, with the guarantees of the real one. Thread-safe.
public final class InMemorySessionStore implements SessionStore {

    private record Row(Session session, SecretDigest token) {}

    private final Map<SessionId, Row> rows = new HashMap<>();

    /// All sessions that were ever saved.
    public synchronized int size() {
        return rows.size();
    }

    @Override
    public synchronized void save(Session session, SecretDigest token) {
        rows.put(session.id(), new Row(session, token));
    }

    @Override
    public synchronized Optional<Session> find(SecretDigest token) {
        return rows.values().stream()
                .filter(row -> row.token().equals(token))
                .map(Row::session)
                .findFirst();
    }

    @Override
    public synchronized void touch(SessionId session, Instant activeAt) {
        change(session, row -> new Row(row.session().withActiveAt(activeAt), row.token()));
    }

    @Override
    public synchronized boolean renew(SessionId session, SecretDigest old, SecretDigest token, Instant factorAt) {
        Row row = rows.get(session);
        return row != null
                && row.token().equals(old)
                && change(
                        session,
                        _ -> new Row(row.session().withActiveAt(factorAt).withFactorAt(factorAt), token));
    }

    @Override
    public synchronized boolean end(SessionId session, Instant at) {
        return change(session, row -> new Row(row.session().withEndedAt(Optional.of(at)), row.token()));
    }

    @Override
    public synchronized int endAll(PersonId person, Instant at) {
        return (int) rows.values().stream()
                .map(Row::session)
                .filter(session -> session.person().equals(person))
                .map(Session::id)
                .toList()
                .stream()
                .filter(session -> end(session, at))
                .count();
    }

    /// Ends the sessions that began on that device.
    synchronized void endOn(String device, Instant at) {
        rows.values().stream()
                .map(Row::session)
                .filter(session -> session.device().equals(device))
                .map(Session::id)
                .toList()
                .forEach(session -> end(session, at));
    }

    @Override
    public synchronized List<Session> running(PersonId person, Instant at) {
        return rows.values().stream()
                .map(Row::session)
                .filter(session -> session.person().equals(person)
                        && session.endedAt().isEmpty()
                        && session.endsAt().isAfter(at))
                .sorted(Comparator.comparing(Session::startedAt).reversed())
                .toList();
    }

    @Override
    public synchronized int deleteStartedBefore(Instant time) {
        int before = rows.size();
        rows.values().removeIf(row -> row.session().startedAt().isBefore(time));
        return before - rows.size();
    }

    private boolean change(SessionId session, UnaryOperator<Row> next) {
        Row row = rows.get(session);
        if (row == null || row.session().endedAt().isPresent()) {
            return false;
        }
        rows.put(session, next.apply(row));
        return true;
    }
}
