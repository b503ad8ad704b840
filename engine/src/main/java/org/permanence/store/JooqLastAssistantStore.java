package org.permanence.store;

import static org.permanence.store.schema.Tables.LAST_TALK;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.permanence.assistant.Login;
import org.permanence.callback.LastAssistantStore;
import org.permanence.practice.PracticeId;

/// The table of who spoke with whom last.
public final class JooqLastAssistantStore implements LastAssistantStore {

    private final Transactions transactions;

    public JooqLastAssistantStore(Database database) {
        this.transactions = database.transactions();
    }

    @Override
    public void remember(PracticeId practice, String caller, Login assistant, Instant until) {
        transactions.run(
                "last talk: remember",
                sql -> Transactions.upsert(
                        sql,
                        LAST_TALK,
                        Map.of(
                                LAST_TALK.PRACTICE, practice,
                                LAST_TALK.CALLER, caller,
                                LAST_TALK.ASSISTANT, assistant,
                                LAST_TALK.KEPT_UNTIL, until)));
    }

    @Override
    public Optional<Login> find(PracticeId practice, String caller, Instant now) {
        return transactions.read(
                "last talk: read",
                sql -> sql.select(LAST_TALK.ASSISTANT)
                        .from(LAST_TALK)
                        .where(keyOf(practice, caller), LAST_TALK.KEPT_UNTIL.gt(now))
                        .fetchOptional(LAST_TALK.ASSISTANT));
    }

    @Override
    public void forget(PracticeId practice, String caller) {
        transactions.run(
                "last talk: forget",
                sql -> sql.deleteFrom(LAST_TALK).where(keyOf(practice, caller)).execute());
    }

    @Override
    public void deleteExpired(Instant now) {
        transactions.run(
                "last talk: forget old",
                sql -> sql.deleteFrom(LAST_TALK)
                        .where(LAST_TALK.KEPT_UNTIL.le(now))
                        .execute());
    }

    private static Condition keyOf(PracticeId practice, String caller) {
        return LAST_TALK.PRACTICE.eq(practice).and(LAST_TALK.CALLER.eq(caller));
    }
}
