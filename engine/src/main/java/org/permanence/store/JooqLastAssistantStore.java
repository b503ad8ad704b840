package org.permanence.store;

import static org.permanence.store.schema.Tables.LAST_ASSISTANT;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.permanence.assistant.Login;
import org.permanence.callback.LastAssistantStore;
import org.permanence.practice.PracticeId;

/// Stores the last assistant of each caller in `last_assistant`.
public final class JooqLastAssistantStore implements LastAssistantStore {

    private final Transactions transactions;

    public JooqLastAssistantStore(Database database) {
        this.transactions = database.transactions();
    }

    @Override
    public void remember(PracticeId practice, String caller, Login assistant, Instant until) {
        transactions.run(
                "last assistant: save",
                sql -> Transactions.upsert(
                        sql,
                        LAST_ASSISTANT,
                        Map.of(
                                LAST_ASSISTANT.PRACTICE, practice,
                                LAST_ASSISTANT.CALLER_PSEUDONYM, caller,
                                LAST_ASSISTANT.ASSISTANT, assistant,
                                LAST_ASSISTANT.EXPIRES_AT, until)));
    }

    @Override
    public Optional<Login> find(PracticeId practice, String caller, Instant now) {
        return transactions.read(
                "last assistant: read",
                sql -> sql.select(LAST_ASSISTANT.ASSISTANT)
                        .from(LAST_ASSISTANT)
                        .where(keyOf(practice, caller), LAST_ASSISTANT.EXPIRES_AT.gt(now))
                        .fetchOptional(LAST_ASSISTANT.ASSISTANT));
    }

    @Override
    public void forget(PracticeId practice, String caller) {
        transactions.run(
                "last assistant: delete",
                sql -> sql.deleteFrom(LAST_ASSISTANT)
                        .where(keyOf(practice, caller))
                        .execute());
    }

    @Override
    public void deleteExpired(Instant now) {
        transactions.run(
                "last assistant: delete expired",
                sql -> sql.deleteFrom(LAST_ASSISTANT)
                        .where(LAST_ASSISTANT.EXPIRES_AT.le(now))
                        .execute());
    }

    private static Condition keyOf(PracticeId practice, String caller) {
        return LAST_ASSISTANT.PRACTICE.eq(practice).and(LAST_ASSISTANT.CALLER_PSEUDONYM.eq(caller));
    }
}
