package org.permanence.store.gates;

import static org.permanence.store.schema.Tables.AGREEMENT_TEXT;
import static org.permanence.store.schema.Tables.INSTRUCTION_SHEET;

import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.permanence.gates.GateText;

/// The rows of `agreement_text` and `instruction_sheet`.
final class GateTextRows {

    private GateTextRows() {}

    static Optional<GateText> last(DSLContext sql, GateText.Kind kind) {
        return read(sql, kind, DSL.noCondition(), DSL.noCondition());
    }

    static Optional<GateText> find(DSLContext sql, GateText.Kind kind, int version) {
        return read(sql, kind, AGREEMENT_TEXT.VERSION.eq(version), INSTRUCTION_SHEET.VERSION.eq(version));
    }

    private static Optional<GateText> read(
            DSLContext sql, GateText.Kind kind, Condition ofAgreement, Condition ofSheet) {
        return switch (kind) {
            case GateText.Instructions(var practice) ->
                sql.selectFrom(INSTRUCTION_SHEET)
                        .where(INSTRUCTION_SHEET.PRACTICE.eq(practice))
                        .and(ofSheet)
                        .orderBy(INSTRUCTION_SHEET.VERSION.desc())
                        .limit(1)
                        .fetchOptional(row -> new GateText(
                                kind,
                                row.get(INSTRUCTION_SHEET.VERSION),
                                row.get(INSTRUCTION_SHEET.BODY),
                                row.get(INSTRUCTION_SHEET.STARTS_AT),
                                row.get(INSTRUCTION_SHEET.WRITTEN_BY)));
            case GateText.Confidentiality _, GateText.Contract _ ->
                sql.selectFrom(AGREEMENT_TEXT)
                        .where(AGREEMENT_TEXT.KIND.eq(kind.word()))
                        .and(ofAgreement)
                        .orderBy(AGREEMENT_TEXT.VERSION.desc())
                        .limit(1)
                        .fetchOptional(row -> new GateText(
                                kind,
                                row.get(AGREEMENT_TEXT.VERSION),
                                row.get(AGREEMENT_TEXT.BODY),
                                row.get(AGREEMENT_TEXT.STARTS_AT),
                                row.get(AGREEMENT_TEXT.WRITTEN_BY)));
        };
    }

    static void insert(DSLContext sql, GateText text) {
        switch (text.kind()) {
            case GateText.Instructions(var practice) ->
                sql.insertInto(INSTRUCTION_SHEET)
                        .set(INSTRUCTION_SHEET.PRACTICE, practice)
                        .set(INSTRUCTION_SHEET.VERSION, text.version())
                        .set(INSTRUCTION_SHEET.BODY, text.body())
                        .set(INSTRUCTION_SHEET.STARTS_AT, text.from())
                        .set(INSTRUCTION_SHEET.WRITTEN_BY, text.writtenBy())
                        .execute();
            case GateText.Confidentiality _, GateText.Contract _ ->
                sql.insertInto(AGREEMENT_TEXT)
                        .set(AGREEMENT_TEXT.KIND, text.kind().word())
                        .set(AGREEMENT_TEXT.VERSION, text.version())
                        .set(AGREEMENT_TEXT.BODY, text.body())
                        .set(AGREEMENT_TEXT.STARTS_AT, text.from())
                        .set(AGREEMENT_TEXT.WRITTEN_BY, text.writtenBy())
                        .execute();
        }
    }
}
