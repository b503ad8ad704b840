package org.permanence.store.gates;

import static org.permanence.store.schema.Tables.AGREEMENT_SIGNED;
import static org.permanence.store.schema.Tables.CONFLICT;
import static org.permanence.store.schema.Tables.CONTRACT;
import static org.permanence.store.schema.Tables.INSTRUCTION_READ;
import static org.permanence.store.schema.Tables.PEOPLE_EDITION;
import static org.permanence.store.schema.Tables.TRAINING;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.permanence.gates.ContractPeriod;
import org.permanence.gates.GateRecords;
import org.permanence.gates.GateStore;
import org.permanence.gates.GateText;
import org.permanence.gates.Training;
import org.permanence.people.PersonId;
import org.permanence.practice.PracticeId;
import org.permanence.store.Database;
import org.permanence.store.Transactions;

/// Stores what gates are decided by. Each change takes the lock on the row of `people_edition` by its first
/// statement, so that changes follow each other, and versions have no gaps.
public final class JooqGateStore implements GateStore {

    private final Transactions transactions;

    public JooqGateStore(Database database) {
        this.transactions = database.transactions();
    }

    @Override
    public Edition edition() {
        return transactions.read("gates: edition", GateRecordRows::edition);
    }

    @Override
    public GateRecords load() {
        return transactions.run("gates: read", sql -> {
            sql.selectFrom(PEOPLE_EDITION).forUpdate().fetch(); // All rows are of one edition.
            return GateRecordRows.load(sql);
        });
    }

    @Override
    public Optional<GateText> findText(GateText.Kind kind) {
        return transactions.read("gate text: find", sql -> GateTextRows.last(sql, kind));
    }

    @Override
    public Optional<GateText> findText(GateText.Kind kind, int version) {
        return transactions.read("gate text: find", sql -> GateTextRows.find(sql, kind, version));
    }

    @Override
    public GateText addText(GateText.Draft draft) {
        return change("gate text: add", sql -> {
            int last =
                    GateTextRows.last(sql, draft.kind()).map(GateText::version).orElse(0);
            GateText text = draft.toText(last + 1);
            GateTextRows.insert(sql, text);
            return text;
        });
    }

    @Override
    public void sign(GateText text, PersonId person, Instant at) {
        change("gate text: sign", sql -> sign(sql, text, person, at));
    }

    @Override
    public void addContract(ContractPeriod contract, GateText text, Instant at) {
        change("contract: add", sql -> {
            sign(sql, text, contract.signedBy(), at);
            return sql.insertInto(CONTRACT)
                    .set(CONTRACT.PRACTICE, contract.practice())
                    .set(CONTRACT.VERSION, contract.version())
                    .set(CONTRACT.STARTS_AT, contract.from())
                    .set(CONTRACT.ENDS_AT, contract.until().orElse(null))
                    .set(CONTRACT.SIGNED_BY, contract.signedBy())
                    .execute();
        });
    }

    @Override
    public int endContracts(PracticeId practice, Instant until) {
        return change(
                "contract: end",
                sql -> sql.update(CONTRACT)
                        .set(CONTRACT.ENDS_AT, until)
                        .where(CONTRACT.PRACTICE.eq(practice))
                        .and(CONTRACT.ENDS_AT.isNull().or(CONTRACT.ENDS_AT.gt(until)))
                        .execute());
    }

    @Override
    public List<ContractPeriod> contracts(PracticeId practice) {
        return transactions.read(
                "contract: list",
                sql -> sql.selectFrom(CONTRACT)
                        .where(CONTRACT.PRACTICE.eq(practice))
                        .orderBy(CONTRACT.STARTS_AT, CONTRACT.ID)
                        .fetch(GateRecordRows::readContract));
    }

    @Override
    public void addTraining(Training training) {
        change(
                "training: add",
                sql -> sql.insertInto(TRAINING)
                        .set(TRAINING.PERSON, training.person())
                        .set(TRAINING.COURSE, training.course())
                        .set(TRAINING.ENDS_AT, training.until())
                        .set(TRAINING.RECORDED_BY, training.recordedBy())
                        .set(TRAINING.RECORDED_AT, training.recordedAt())
                        .execute());
    }

    @Override
    public List<Training> trainings(PersonId person) {
        return transactions.read(
                "training: list",
                sql -> sql.selectFrom(TRAINING)
                        .where(TRAINING.PERSON.eq(person))
                        .orderBy(TRAINING.ENDS_AT.desc(), TRAINING.ID.desc())
                        .fetch(row -> new Training(
                                row.get(TRAINING.PERSON),
                                row.get(TRAINING.COURSE),
                                row.get(TRAINING.ENDS_AT),
                                row.get(TRAINING.RECORDED_BY),
                                row.get(TRAINING.RECORDED_AT))));
    }

    @Override
    public void addConflict(PersonId person, PracticeId practice, PersonId recordedBy, Instant at) {
        change(
                "conflict: add",
                sql -> sql.insertInto(CONFLICT)
                        .set(CONFLICT.PERSON, person)
                        .set(CONFLICT.PRACTICE, practice)
                        .set(CONFLICT.RECORDED_BY, recordedBy)
                        .set(CONFLICT.RECORDED_AT, at)
                        .onDuplicateKeyIgnore()
                        .execute());
    }

    @Override
    public boolean removeConflict(PersonId person, PracticeId practice) {
        return change(
                "conflict: remove",
                sql -> sql.deleteFrom(CONFLICT)
                                .where(CONFLICT.PERSON.eq(person))
                                .and(CONFLICT.PRACTICE.eq(practice))
                                .execute()
                        == 1);
    }

    private <T> T change(String operation, Function<DSLContext, T> work) {
        return transactions.run(operation, sql -> {
            sql.update(PEOPLE_EDITION)
                    .set(PEOPLE_EDITION.EDITION, PEOPLE_EDITION.EDITION.plus(1))
                    .execute();
            return work.apply(sql);
        });
    }

    private static int sign(DSLContext sql, GateText text, PersonId person, Instant at) {
        return switch (text.kind()) {
            case GateText.Instructions(var practice) ->
                sql.insertInto(INSTRUCTION_READ)
                        .set(INSTRUCTION_READ.PERSON, person)
                        .set(INSTRUCTION_READ.PRACTICE, practice)
                        .set(INSTRUCTION_READ.VERSION, text.version())
                        .set(INSTRUCTION_READ.BODY_SHA256, text.sha256())
                        .set(INSTRUCTION_READ.READ_AT, at)
                        .onDuplicateKeyIgnore()
                        .execute();
            case GateText.Confidentiality _, GateText.Contract _ ->
                sql.insertInto(AGREEMENT_SIGNED)
                        .set(AGREEMENT_SIGNED.PERSON, person)
                        .set(AGREEMENT_SIGNED.KIND, text.kind().word())
                        .set(AGREEMENT_SIGNED.VERSION, text.version())
                        .set(AGREEMENT_SIGNED.BODY_SHA256, text.sha256())
                        .set(AGREEMENT_SIGNED.SIGNED_AT, at)
                        .onDuplicateKeyIgnore()
                        .execute();
        };
    }
}
