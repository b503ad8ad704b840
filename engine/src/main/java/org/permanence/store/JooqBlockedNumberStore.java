package org.permanence.store;

import static org.permanence.store.schema.Tables.BLOCKED_NUMBER;

import java.util.List;
import org.permanence.blocking.BlockedNumber;
import org.permanence.blocking.BlockedNumberStore;
import org.permanence.practice.PracticeId;

/// Stores blocked numbers in `blocked_number`.
public final class JooqBlockedNumberStore implements BlockedNumberStore {

    private final Transactions transactions;

    public JooqBlockedNumberStore(Database database) {
        this.transactions = database.transactions();
    }

    @Override
    public List<BlockedNumber> findAll() {
        return transactions.read(
                "blocked number: read",
                sql -> sql.selectFrom(BLOCKED_NUMBER)
                        .orderBy(BLOCKED_NUMBER.BLOCKED_AT, BLOCKED_NUMBER.PSEUDONYM)
                        .fetch(row -> new BlockedNumber(
                                row.get(BLOCKED_NUMBER.PRACTICE),
                                row.get(BLOCKED_NUMBER.PSEUDONYM),
                                row.get(BLOCKED_NUMBER.BLOCKED_AT),
                                row.get(BLOCKED_NUMBER.BLOCKED_BY))));
    }

    @Override
    public void save(BlockedNumber blocked) {
        transactions.run(
                "blocked number: save",
                sql -> sql.insertInto(BLOCKED_NUMBER)
                        .set(BLOCKED_NUMBER.PRACTICE, blocked.practice())
                        .set(BLOCKED_NUMBER.PSEUDONYM, blocked.pseudonym())
                        .set(BLOCKED_NUMBER.BLOCKED_AT, blocked.blockedAt())
                        .set(BLOCKED_NUMBER.BLOCKED_BY, blocked.blockedBy())
                        .onDuplicateKeyIgnore()
                        .execute());
    }

    @Override
    public boolean remove(PracticeId practice, String pseudonym) {
        return transactions.run(
                "blocked number: remove",
                sql -> sql.deleteFrom(BLOCKED_NUMBER)
                                .where(BLOCKED_NUMBER.PRACTICE.eq(practice), BLOCKED_NUMBER.PSEUDONYM.eq(pseudonym))
                                .execute()
                        == 1);
    }
}
