package org.permanence.store.signin;

import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.selectOne;
import static org.permanence.store.schema.Tables.PASSKEY;
import static org.permanence.store.schema.Tables.PASSKEY_CHALLENGE;
import static org.permanence.store.schema.Tables.PASSWORD;
import static org.permanence.store.schema.Tables.PERSON;
import static org.permanence.store.schema.Tables.TOTP;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.exception.IntegrityConstraintViolationException;
import org.permanence.people.PersonId;
import org.permanence.seal.SealedName;
import org.permanence.signin.SecretDigest;
import org.permanence.signin.passkey.Passkey;
import org.permanence.signin.passkey.PasskeyCredential;
import org.permanence.signin.passkey.PasskeyId;
import org.permanence.signin.passkey.PasskeyStore;
import org.permanence.store.Database;
import org.permanence.store.Transactions;

/// Stores passkeys in `passkey`, and used challenges in `passkey_challenge`. What counts once is one statement that
/// succeeds once, however many engines try it at the same moment.
public final class JooqPasskeyStore implements PasskeyStore {

    /// Used challenges stay so much longer than they count: another engine's clock may be behind.
    private static final Duration CLOCK_DIFFERENCE = Duration.ofMinutes(5);

    private final Transactions transactions;

    public JooqPasskeyStore(Database database) {
        this.transactions = database.transactions();
    }

    @Override
    public void save(Passkey passkey) {
        transactions.run(
                "passkey: save",
                sql -> sql.insertInto(PASSKEY)
                        .set(PASSKEY.ID, passkey.id().value())
                        .set(PASSKEY.PERSON, passkey.person())
                        .set(PASSKEY.NAME_SEALED, passkey.name().text())
                        .set(PASSKEY.CREDENTIAL, passkey.credential().id())
                        .set(PASSKEY.PUBLIC_KEY, passkey.credential().publicKey())
                        .set(PASSKEY.BACKUP_ELIGIBLE, passkey.credential().backupEligible())
                        .set(PASSKEY.COUNTER, passkey.credential().counter())
                        .set(PASSKEY.ADDED_AT, passkey.addedAt())
                        .set(PASSKEY.USED_AT, passkey.usedAt().orElse(null))
                        .execute());
    }

    @Override
    public Optional<Passkey> find(String credential) {
        return transactions.read(
                "passkey: find",
                sql -> sql.selectFrom(PASSKEY)
                        .where(PASSKEY.CREDENTIAL.eq(credential))
                        .fetchOptional(JooqPasskeyStore::read));
    }

    @Override
    public List<Passkey> ofPerson(PersonId person) {
        return transactions.read(
                "passkey: list",
                sql -> sql.selectFrom(PASSKEY)
                        .where(PASSKEY.PERSON.eq(person))
                        .orderBy(PASSKEY.ADDED_AT, PASSKEY.ID)
                        .fetch(JooqPasskeyStore::read));
    }

    @Override
    public boolean use(PasskeyId passkey, long counter, Instant at) {
        var earlier = counter == 0 ? PASSKEY.COUNTER.eq(0L) : PASSKEY.COUNTER.lt(counter);
        return transactions.run(
                "passkey: use",
                sql -> sql.update(PASSKEY)
                                .set(PASSKEY.COUNTER, counter)
                                .set(PASSKEY.USED_AT, at)
                                .where(PASSKEY.ID.eq(passkey.value()))
                                .and(earlier)
                                .execute()
                        == 1);
    }

    @Override
    public boolean rename(PersonId person, PasskeyId passkey, SealedName name) {
        return transactions.run(
                "passkey: rename",
                sql -> sql.update(PASSKEY)
                                .set(PASSKEY.NAME_SEALED, name.text())
                                .where(PASSKEY.ID.eq(passkey.value()))
                                .and(PASSKEY.PERSON.eq(person))
                                .execute()
                        == 1);
    }

    @Override
    public Removal remove(PersonId person, PasskeyId passkey) {
        return transactions.run("passkey: remove", sql -> {
            // The person's row is locked, so that two removals at the same moment see each other.
            sql.select(PERSON.ID)
                    .from(PERSON)
                    .where(PERSON.ID.eq(person))
                    .forUpdate()
                    .fetch();
            List<String> all = sql.select(PASSKEY.ID)
                    .from(PASSKEY)
                    .where(PASSKEY.PERSON.eq(person))
                    .fetch(PASSKEY.ID);
            if (!all.contains(passkey.value())) {
                return Removal.UNKNOWN;
            }
            if (all.size() == 1 && !hasPasswordAndCodes(sql, person)) {
                return Removal.LAST_FACTOR;
            }
            sql.deleteFrom(PASSKEY).where(PASSKEY.ID.eq(passkey.value())).execute();
            return Removal.REMOVED;
        });
    }

    private static boolean hasPasswordAndCodes(DSLContext sql, PersonId person) {
        return sql.fetchExists(selectOne()
                .from(TOTP)
                .where(TOTP.PERSON.eq(person))
                .and(TOTP.SEED_SEALED.isNotNull())
                .and(exists(selectOne().from(PASSWORD).where(PASSWORD.PERSON.eq(person)))));
    }

    @Override
    public boolean useChallenge(SecretDigest challenge, Instant endsAt, Instant now) {
        return transactions.run("passkey: use a challenge", sql -> {
            sql.deleteFrom(PASSKEY_CHALLENGE)
                    .where(PASSKEY_CHALLENGE.ENDS_AT.le(now.minus(CLOCK_DIFFERENCE)))
                    .execute();
            return insertOnce(sql, challenge, endsAt);
        });
    }

    private static boolean insertOnce(DSLContext sql, SecretDigest challenge, Instant endsAt) {
        try {
            return sql.insertInto(PASSKEY_CHALLENGE)
                            .set(PASSKEY_CHALLENGE.CHALLENGE_SHA256, challenge.hex())
                            .set(PASSKEY_CHALLENGE.ENDS_AT, endsAt)
                            .onDuplicateKeyIgnore()
                            .execute()
                    == 1;
        } catch (IntegrityConstraintViolationException _) {
            return false; // H2 looks for the row before it waits for another insert of it.
        }
    }

    private static Passkey read(Record row) {
        return new Passkey(
                new PasskeyId(row.get(PASSKEY.ID)),
                row.get(PASSKEY.PERSON),
                new SealedName(row.get(PASSKEY.NAME_SEALED)),
                new PasskeyCredential(
                        row.get(PASSKEY.CREDENTIAL),
                        row.get(PASSKEY.PUBLIC_KEY),
                        row.get(PASSKEY.BACKUP_ELIGIBLE),
                        row.get(PASSKEY.COUNTER)),
                row.get(PASSKEY.ADDED_AT),
                Optional.ofNullable(row.get(PASSKEY.USED_AT)));
    }
}
