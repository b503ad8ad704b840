package org.permanence.store;

import static org.permanence.store.schema.Tables.TYPED_NUMBER_CALL;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.permanence.callback.TypedNumberCalls;

/// Stores, in `typed_number_call`, the calls to typed numbers. Each allowed call has a row of its own, so that two
/// engines cannot both take the last one.
public final class JooqTypedNumberCalls implements TypedNumberCalls {

    private final Transactions transactions;

    public JooqTypedNumberCalls(Database database) {
        this.transactions = database.transactions();
    }

    @Override
    public Optional<Instant> take(String number, Instant now) {
        return transactions.run("typed number: take a call", sql -> {
            boolean taken = IntStream.range(0, LIMIT).anyMatch(slot -> takeSlot(sql, number, slot, now));
            return taken
                    ? Optional.empty()
                    : Optional.of(oldestCall(sql, number, now).plus(PERIOD));
        });
    }

    private static boolean takeSlot(DSLContext sql, String number, int slot, Instant now) {
        int reused = sql.update(TYPED_NUMBER_CALL)
                .set(TYPED_NUMBER_CALL.RUNG_AT, now)
                .where(
                        TYPED_NUMBER_CALL.NUMBER_PSEUDONYM.eq(number),
                        TYPED_NUMBER_CALL.SLOT.eq(slot),
                        TYPED_NUMBER_CALL.RUNG_AT.le(now.minus(PERIOD)))
                .execute();
        return reused > 0
                || sql.insertInto(TYPED_NUMBER_CALL)
                                .set(TYPED_NUMBER_CALL.NUMBER_PSEUDONYM, number)
                                .set(TYPED_NUMBER_CALL.SLOT, slot)
                                .set(TYPED_NUMBER_CALL.RUNG_AT, now)
                                .onDuplicateKeyIgnore()
                                .execute()
                        > 0;
    }

    private static Instant oldestCall(DSLContext sql, String number, Instant now) {
        return sql.select(DSL.min(TYPED_NUMBER_CALL.RUNG_AT))
                .from(TYPED_NUMBER_CALL)
                .where(TYPED_NUMBER_CALL.NUMBER_PSEUDONYM.eq(number))
                .fetchOptional(0, Instant.class)
                .orElse(now);
    }

    @Override
    public void deleteExpired(Instant now) {
        transactions.run(
                "typed number: delete expired",
                sql -> sql.deleteFrom(TYPED_NUMBER_CALL)
                        .where(TYPED_NUMBER_CALL.RUNG_AT.le(now.minus(PERIOD)))
                        .execute());
    }
}
