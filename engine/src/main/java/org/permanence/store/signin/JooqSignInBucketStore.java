package org.permanence.store.signin;

import static org.permanence.store.schema.Tables.SIGN_IN_BUCKET;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.permanence.signin.throttle.SignInBucket;
import org.permanence.signin.throttle.SignInBucketStore;
import org.permanence.store.Database;
import org.permanence.store.Transactions;

/// Stores counted attempts to sign in, in `sign_in_bucket`. Rows are written in the order of their ids, so that two
/// engines do not wait for each other.
public final class JooqSignInBucketStore implements SignInBucketStore {

    private final Transactions transactions;

    public JooqSignInBucketStore(Database database) {
        this.transactions = database.transactions();
    }

    @Override
    public List<SignInBucket> countedSince(Instant time) {
        return transactions.read(
                "sign-in buckets: read",
                sql -> sql.selectFrom(SIGN_IN_BUCKET)
                        .where(SIGN_IN_BUCKET.COUNTED_AT.ge(time))
                        .orderBy(SIGN_IN_BUCKET.COUNTED_AT, SIGN_IN_BUCKET.BUCKET)
                        .fetch(JooqSignInBucketStore::read));
    }

    @Override
    public void save(List<SignInBucket> counted, List<SignInBucket.Id> cleared) {
        transactions.run("sign-in buckets: save", sql -> {
            counted.stream()
                    .sorted(Comparator.comparing(bucket -> bucket.id().pseudonym()))
                    .forEach(bucket -> save(sql, bucket));
            return sql.deleteFrom(SIGN_IN_BUCKET)
                    .where(SIGN_IN_BUCKET.BUCKET.in(
                            cleared.stream().map(SignInBucket.Id::pseudonym).toList()))
                    .execute();
        });
    }

    private static void save(DSLContext sql, SignInBucket bucket) {
        sql.insertInto(SIGN_IN_BUCKET)
                .set(SIGN_IN_BUCKET.BUCKET, bucket.id().pseudonym())
                .set(SIGN_IN_BUCKET.KIND, bucket.id().kind())
                .set(SIGN_IN_BUCKET.ATTEMPTS, bucket.count())
                .set(SIGN_IN_BUCKET.COUNTED_AT, bucket.at())
                .set(SIGN_IN_BUCKET.CLOSED_UNTIL, bucket.closedUntil())
                .onDuplicateKeyUpdate()
                .set(SIGN_IN_BUCKET.ATTEMPTS, bucket.count())
                .set(SIGN_IN_BUCKET.COUNTED_AT, bucket.at())
                .set(SIGN_IN_BUCKET.CLOSED_UNTIL, bucket.closedUntil())
                .execute();
    }

    @Override
    public int deleteCountedBefore(Instant time) {
        return transactions.run(
                "sign-in buckets: delete old ones",
                sql -> sql.deleteFrom(SIGN_IN_BUCKET)
                        .where(SIGN_IN_BUCKET.COUNTED_AT.lt(time))
                        .execute());
    }

    private static SignInBucket read(Record row) {
        return new SignInBucket(
                new SignInBucket.Id(row.get(SIGN_IN_BUCKET.KIND), row.get(SIGN_IN_BUCKET.BUCKET)),
                row.get(SIGN_IN_BUCKET.ATTEMPTS),
                row.get(SIGN_IN_BUCKET.COUNTED_AT),
                row.get(SIGN_IN_BUCKET.CLOSED_UNTIL));
    }
}
