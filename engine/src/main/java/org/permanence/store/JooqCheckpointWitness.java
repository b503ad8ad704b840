package org.permanence.store;

import static org.permanence.store.schema.Tables.AUDIT_CHECKPOINT;

import java.util.Map;
import java.util.Optional;
import org.permanence.audit.CheckpointWitness;

/// Keeps the newest checkpoint of an engine's audit log in `audit_checkpoint`.
public final class JooqCheckpointWitness implements CheckpointWitness {

    private final Transactions transactions;
    private final int engine;

    /// @param engine the number of the engine that writes the log; each engine has its own log
    public JooqCheckpointWitness(Database database, int engine) {
        this.transactions = database.transactions();
        this.engine = engine;
    }

    @Override
    public String place() {
        return "database";
    }

    @Override
    public Optional<String> read() {
        return transactions.read(
                "audit checkpoint: read",
                sql -> sql.select(AUDIT_CHECKPOINT.NOTE)
                        .from(AUDIT_CHECKPOINT)
                        .where(AUDIT_CHECKPOINT.ENGINE.eq(engine))
                        .fetchOptional(AUDIT_CHECKPOINT.NOTE));
    }

    @Override
    public void keep(String note) {
        transactions.run(
                "audit checkpoint: save",
                sql -> Transactions.upsert(
                        sql, AUDIT_CHECKPOINT, Map.of(AUDIT_CHECKPOINT.ENGINE, engine, AUDIT_CHECKPOINT.NOTE, note)));
    }
}
