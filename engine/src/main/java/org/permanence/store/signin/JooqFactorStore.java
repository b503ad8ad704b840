package org.permanence.store.signin;

import static org.permanence.store.schema.Tables.PASSKEY;
import static org.permanence.store.schema.Tables.PASSWORD;
import static org.permanence.store.schema.Tables.RECOVERY_CODE;
import static org.permanence.store.schema.Tables.TOTP;

import java.time.Instant;
import java.util.Optional;
import org.jooq.DSLContext;
import org.permanence.people.PersonId;
import org.permanence.seal.SealedTotpSeed;
import org.permanence.signin.FactorStore;
import org.permanence.signin.Factors;
import org.permanence.signin.PasswordHash;
import org.permanence.signin.SecretDigest;
import org.permanence.store.Database;
import org.permanence.store.Transactions;

/// Stores the factors of people in `password`, `totp` and `recovery_code`. A code is used by the update of its row,
/// which succeeds once, however many engines try it at the same moment.
public final class JooqFactorStore implements FactorStore {

    private final Transactions transactions;

    public JooqFactorStore(Database database) {
        this.transactions = database.transactions();
    }

    @Override
    public Factors find(PersonId person) {
        return transactions.read("factors: find", sql -> {
            Optional<PasswordHash> password = sql.select(PASSWORD.HASH)
                    .from(PASSWORD)
                    .where(PASSWORD.PERSON.eq(person))
                    .fetchOptional(PASSWORD.HASH)
                    .map(PasswordHash::parse);
            var seeds = sql.selectFrom(TOTP).where(TOTP.PERSON.eq(person)).fetchOptional();
            int codes = sql.fetchCount(RECOVERY_CODE, RECOVERY_CODE.PERSON.eq(person), RECOVERY_CODE.USED_AT.isNull());
            return new Factors(
                    password,
                    seeds.map(row -> row.get(TOTP.SEED_SEALED)).map(SealedTotpSeed::new),
                    seeds.map(row -> row.get(TOTP.UNCONFIRMED_SEED_SEALED)).map(SealedTotpSeed::new),
                    codes);
        });
    }

    @Override
    public void savePassword(PersonId person, PasswordHash hash, Instant at) {
        transactions.run("password: save", sql -> savePassword(sql, person, hash, at));
    }

    private static int savePassword(DSLContext sql, PersonId person, PasswordHash hash, Instant at) {
        return sql.insertInto(PASSWORD)
                .set(PASSWORD.PERSON, person)
                .set(PASSWORD.HASH, hash.format())
                .set(PASSWORD.SET_AT, at)
                .onDuplicateKeyUpdate()
                .set(PASSWORD.HASH, hash.format())
                .set(PASSWORD.SET_AT, at)
                .execute();
    }

    @Override
    public void saveUnconfirmedSeed(PersonId person, SealedTotpSeed seed, Instant at) {
        transactions.run(
                "totp: save an unconfirmed seed",
                sql -> sql.insertInto(TOTP)
                        .set(TOTP.PERSON, person)
                        .set(TOTP.UNCONFIRMED_SEED_SEALED, seed.text())
                        .set(TOTP.SET_AT, at)
                        .onDuplicateKeyUpdate()
                        .set(TOTP.UNCONFIRMED_SEED_SEALED, seed.text())
                        .set(TOTP.SET_AT, at)
                        .execute());
    }

    @Override
    public void enrol(PersonId person, Factors.Enrolled factors, Instant at) {
        transactions.run("factors: enrol", sql -> {
            deleteAll(sql, person);
            savePassword(sql, person, factors.password(), at);
            sql.insertInto(TOTP)
                    .set(TOTP.PERSON, person)
                    .set(TOTP.SEED_SEALED, factors.seed().text())
                    .set(TOTP.LAST_STEP, factors.step())
                    .set(TOTP.SET_AT, at)
                    .execute();
            for (SecretDigest code : factors.recoveryCodes()) {
                sql.insertInto(RECOVERY_CODE)
                        .set(RECOVERY_CODE.PERSON, person)
                        .set(RECOVERY_CODE.CODE_SHA256, code.hex())
                        .execute();
            }
            return person;
        });
    }

    @Override
    public boolean useTotpStep(PersonId person, long step) {
        return transactions.run(
                "totp: use a code",
                sql -> sql.update(TOTP)
                                .set(TOTP.LAST_STEP, step)
                                .where(TOTP.PERSON.eq(person))
                                .and(TOTP.LAST_STEP.lt(step))
                                .execute()
                        == 1);
    }

    @Override
    public boolean useRecoveryCode(PersonId person, SecretDigest code, Instant at) {
        return transactions.run(
                "recovery code: use",
                sql -> sql.update(RECOVERY_CODE)
                                .set(RECOVERY_CODE.USED_AT, at)
                                .where(RECOVERY_CODE.PERSON.eq(person))
                                .and(RECOVERY_CODE.CODE_SHA256.eq(code.hex()))
                                .and(RECOVERY_CODE.USED_AT.isNull())
                                .execute()
                        == 1);
    }

    @Override
    public void deleteAll(PersonId person) {
        transactions.run("factors: delete", sql -> deleteAll(sql, person));
    }

    private static int deleteAll(DSLContext sql, PersonId person) {
        return sql.deleteFrom(PASSWORD).where(PASSWORD.PERSON.eq(person)).execute()
                + sql.deleteFrom(TOTP).where(TOTP.PERSON.eq(person)).execute()
                + sql.deleteFrom(RECOVERY_CODE)
                        .where(RECOVERY_CODE.PERSON.eq(person))
                        .execute()
                + sql.deleteFrom(PASSKEY).where(PASSKEY.PERSON.eq(person)).execute();
    }
}
