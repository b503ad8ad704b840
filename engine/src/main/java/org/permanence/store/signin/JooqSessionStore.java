package org.permanence.store.signin;

import static org.permanence.store.schema.Tables.SESSION;

import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.Record;
import org.permanence.people.PersonId;
import org.permanence.signin.SecretDigest;
import org.permanence.signin.Session;
import org.permanence.signin.SessionId;
import org.permanence.signin.SessionStore;
import org.permanence.store.Database;
import org.permanence.store.Transactions;

/// Stores sessions in `session`.
public final class JooqSessionStore implements SessionStore {

    private final Transactions transactions;

    public JooqSessionStore(Database database) {
        this.transactions = database.transactions();
    }

    @Override
    public void save(Session session, SecretDigest token) {
        transactions.run(
                "session: save",
                sql -> sql.insertInto(SESSION)
                        .set(SESSION.ID, session.id().value())
                        .set(SESSION.TOKEN_SHA256, token.hex())
                        .set(SESSION.PERSON, session.person())
                        .set(SESSION.DEVICE, session.device())
                        .set(SESSION.SOURCE, session.source().getHostAddress())
                        .set(SESSION.STARTED_AT, session.startedAt())
                        .set(SESSION.ACTIVE_AT, session.activeAt())
                        .set(SESSION.FACTOR_AT, session.factorAt())
                        .set(SESSION.ENDS_AT, session.endsAt())
                        .set(SESSION.ENDED_AT, session.endedAt().orElse(null))
                        .execute());
    }

    @Override
    public Optional<Session> find(SecretDigest token) {
        return transactions.read(
                "session: find",
                sql -> sql.selectFrom(SESSION)
                        .where(SESSION.TOKEN_SHA256.eq(token.hex()))
                        .fetchOptional(JooqSessionStore::read));
    }

    @Override
    public void touch(SessionId session, Instant activeAt) {
        transactions.run(
                "session: touch",
                sql -> sql.update(SESSION)
                        .set(SESSION.ACTIVE_AT, activeAt)
                        .where(SESSION.ID.eq(session.value()))
                        .and(SESSION.ENDED_AT.isNull())
                        .and(SESSION.ACTIVE_AT.lt(activeAt))
                        .execute());
    }

    @Override
    public boolean renew(SessionId session, SecretDigest old, SecretDigest token, Instant factorAt) {
        return transactions.run(
                "session: renew",
                sql -> sql.update(SESSION)
                                .set(SESSION.TOKEN_SHA256, token.hex())
                                .set(SESSION.ACTIVE_AT, factorAt)
                                .set(SESSION.FACTOR_AT, factorAt)
                                .where(SESSION.ID.eq(session.value()))
                                .and(SESSION.TOKEN_SHA256.eq(old.hex()))
                                .and(SESSION.ENDED_AT.isNull())
                                .execute()
                        == 1);
    }

    @Override
    public boolean end(SessionId session, Instant at) {
        return transactions.run(
                "session: end",
                sql -> sql.update(SESSION)
                                .set(SESSION.ENDED_AT, at)
                                .where(SESSION.ID.eq(session.value()))
                                .and(SESSION.ENDED_AT.isNull())
                                .execute()
                        == 1);
    }

    @Override
    public int endAll(PersonId person, Instant at) {
        return transactions.run(
                "session: end all of a person",
                sql -> sql.update(SESSION)
                        .set(SESSION.ENDED_AT, at)
                        .where(SESSION.PERSON.eq(person))
                        .and(SESSION.ENDED_AT.isNull())
                        .execute());
    }

    @Override
    public List<Session> running(PersonId person, Instant at) {
        return transactions.read(
                "session: list",
                sql -> sql.selectFrom(SESSION)
                        .where(SESSION.PERSON.eq(person))
                        .and(SESSION.ENDED_AT.isNull())
                        .and(SESSION.ENDS_AT.gt(at))
                        .orderBy(SESSION.STARTED_AT.desc(), SESSION.ID.desc())
                        .fetch(JooqSessionStore::read));
    }

    @Override
    public int deleteStartedBefore(Instant time) {
        return transactions.run(
                "session: delete old ones",
                sql -> sql.deleteFrom(SESSION)
                        .where(SESSION.STARTED_AT.lt(time))
                        .execute());
    }

    private static Session read(Record row) {
        return new Session(
                new SessionId(row.get(SESSION.ID)),
                row.get(SESSION.PERSON),
                row.get(SESSION.DEVICE),
                InetAddress.ofLiteral(row.get(SESSION.SOURCE)),
                row.get(SESSION.STARTED_AT),
                row.get(SESSION.ACTIVE_AT),
                row.get(SESSION.FACTOR_AT),
                row.get(SESSION.ENDS_AT),
                Optional.ofNullable(row.get(SESSION.ENDED_AT)));
    }
}
