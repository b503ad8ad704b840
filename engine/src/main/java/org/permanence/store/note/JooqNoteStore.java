package org.permanence.store.note;

import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.selectOne;
import static org.permanence.store.schema.Tables.CLINICAL_NOTE;
import static org.permanence.store.schema.Tables.RECORDING;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jooq.Record;
import org.permanence.access.PracticeScope;
import org.permanence.note.ClinicalNote;
import org.permanence.note.NoteStore;
import org.permanence.practice.PracticeId;
import org.permanence.seal.NoteId;
import org.permanence.seal.SealedNote;
import org.permanence.store.Database;
import org.permanence.store.Transactions;

/// Stores clinical notes in `clinical_note`.
public final class JooqNoteStore implements NoteStore {

    private final Transactions transactions;

    public JooqNoteStore(Database database) {
        this.transactions = database.transactions();
    }

    @Override
    public void add(ClinicalNote note, SealedNote text) {
        transactions.run(
                "note: add",
                sql -> sql.insertInto(CLINICAL_NOTE)
                        .set(CLINICAL_NOTE.ID, note.id().value())
                        .set(CLINICAL_NOTE.PRACTICE, note.practice())
                        .set(CLINICAL_NOTE.CALL, note.call())
                        .set(CLINICAL_NOTE.ASSISTANT, note.author())
                        .set(CLINICAL_NOTE.CALLER_PSEUDONYM, note.caller().orElse(null))
                        .set(CLINICAL_NOTE.WRITTEN_AT, note.written())
                        .set(CLINICAL_NOTE.EXPIRES_AT, note.expires())
                        .set(CLINICAL_NOTE.TEXT_SEALED, new String(text.canonical(), StandardCharsets.US_ASCII))
                        .execute());
    }

    @Override
    public Optional<SealedNote> find(PracticeScope scope, NoteId note) {
        return transactions.read(
                "note: find",
                sql -> sql.select(CLINICAL_NOTE.TEXT_SEALED)
                        .from(CLINICAL_NOTE)
                        .where(CLINICAL_NOTE.ID.eq(note.value()), CLINICAL_NOTE.PRACTICE.in(scope.practices()))
                        .fetchOptional(CLINICAL_NOTE.TEXT_SEALED)
                        .map(text -> SealedNote.read(text.getBytes(StandardCharsets.US_ASCII))));
    }

    @Override
    public List<ClinicalNote> list(PracticeId practice, int limit) {
        return transactions.read(
                "note: list",
                sql -> sql.select(
                                CLINICAL_NOTE.ID,
                                CLINICAL_NOTE.PRACTICE,
                                CLINICAL_NOTE.CALL,
                                CLINICAL_NOTE.ASSISTANT,
                                CLINICAL_NOTE.CALLER_PSEUDONYM,
                                CLINICAL_NOTE.WRITTEN_AT,
                                CLINICAL_NOTE.EXPIRES_AT)
                        .from(CLINICAL_NOTE)
                        .where(CLINICAL_NOTE.PRACTICE.eq(practice))
                        .orderBy(CLINICAL_NOTE.WRITTEN_AT, CLINICAL_NOTE.ID)
                        .limit(limit)
                        .fetch(JooqNoteStore::read));
    }

    private static ClinicalNote read(Record row) {
        return new ClinicalNote(
                new NoteId(row.get(CLINICAL_NOTE.ID)),
                row.get(CLINICAL_NOTE.PRACTICE),
                row.get(CLINICAL_NOTE.CALL),
                row.get(CLINICAL_NOTE.ASSISTANT),
                Optional.ofNullable(row.get(CLINICAL_NOTE.CALLER_PSEUDONYM)),
                row.get(CLINICAL_NOTE.WRITTEN_AT),
                row.get(CLINICAL_NOTE.EXPIRES_AT));
    }

    @Override
    public int deleteOf(PracticeId practice, String caller) {
        return transactions.run(
                "note: delete those of a caller",
                sql -> sql.deleteFrom(CLINICAL_NOTE)
                        .where(
                                CLINICAL_NOTE.PRACTICE.eq(practice),
                                CLINICAL_NOTE.CALLER_PSEUDONYM.eq(caller),
                                notExists(selectOne()
                                        .from(RECORDING)
                                        .where(RECORDING.CALL.eq(CLINICAL_NOTE.CALL), RECORDING.LEGAL_HOLD.isTrue())))
                        .execute());
    }
}
