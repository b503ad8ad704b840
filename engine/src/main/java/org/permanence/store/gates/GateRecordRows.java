package org.permanence.store.gates;

import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.select;
import static org.permanence.store.schema.Tables.AGREEMENT_SIGNED;
import static org.permanence.store.schema.Tables.AGREEMENT_TEXT;
import static org.permanence.store.schema.Tables.CONFLICT;
import static org.permanence.store.schema.Tables.CONTRACT;
import static org.permanence.store.schema.Tables.INSTRUCTION_READ;
import static org.permanence.store.schema.Tables.INSTRUCTION_SHEET;
import static org.permanence.store.schema.Tables.PASSKEY;
import static org.permanence.store.schema.Tables.PASSWORD;
import static org.permanence.store.schema.Tables.PEOPLE_EDITION;
import static org.permanence.store.schema.Tables.PERSON;
import static org.permanence.store.schema.Tables.TOTP;
import static org.permanence.store.schema.Tables.TRAINING;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.permanence.assistant.Login;
import org.permanence.gates.ContractPeriod;
import org.permanence.gates.GateRecords;
import org.permanence.gates.GateStore;
import org.permanence.gates.GateText;
import org.permanence.people.PersonId;
import org.permanence.people.PersonState;
import org.permanence.practice.PracticeId;

/// Reads all rows that gates are decided by.
final class GateRecordRows {

    private static final String CONFIDENTIALITY = new GateText.Confidentiality().word();

    private GateRecordRows() {}

    static GateStore.Edition edition(DSLContext sql) {
        var factors = field(select(count())
                .from(TOTP)
                .join(PASSWORD)
                .on(PASSWORD.PERSON.eq(TOTP.PERSON))
                .where(TOTP.SEED_SEALED.isNotNull()));
        var passkeys = field(select(count()).from(PASSKEY));
        var newest = field(select(max(TOTP.SET_AT)).from(TOTP));
        var newestPasskey = field(select(max(PASSKEY.ADDED_AT)).from(PASSKEY));
        return sql.select(PEOPLE_EDITION.EDITION, factors, passkeys, newest, newestPasskey)
                .from(PEOPLE_EDITION)
                .fetchSingle(row -> new GateStore.Edition(
                        row.value1(),
                        row.value2() + row.value3(),
                        Stream.of(Optional.ofNullable(row.value4()), Optional.ofNullable(row.value5()))
                                .flatMap(Optional::stream)
                                .max(Comparator.naturalOrder())));
    }

    static GateRecords load(DSLContext sql) {
        return new GateRecords(
                people(sql),
                sql.selectFrom(AGREEMENT_TEXT)
                        .where(AGREEMENT_TEXT.KIND.eq(CONFIDENTIALITY))
                        .fetchMap(AGREEMENT_TEXT.VERSION, AGREEMENT_TEXT.STARTS_AT),
                sql.select(AGREEMENT_SIGNED.PERSON, max(AGREEMENT_SIGNED.VERSION))
                        .from(AGREEMENT_SIGNED)
                        .where(AGREEMENT_SIGNED.KIND.eq(CONFIDENTIALITY))
                        .groupBy(AGREEMENT_SIGNED.PERSON)
                        .fetchMap(AGREEMENT_SIGNED.PERSON, max(AGREEMENT_SIGNED.VERSION)),
                sql.select(TRAINING.PERSON, max(TRAINING.ENDS_AT))
                        .from(TRAINING)
                        .groupBy(TRAINING.PERSON)
                        .fetchMap(TRAINING.PERSON, max(TRAINING.ENDS_AT)),
                sql.select(INSTRUCTION_SHEET.PRACTICE, max(INSTRUCTION_SHEET.VERSION))
                        .from(INSTRUCTION_SHEET)
                        .groupBy(INSTRUCTION_SHEET.PRACTICE)
                        .fetchMap(INSTRUCTION_SHEET.PRACTICE, max(INSTRUCTION_SHEET.VERSION)),
                read(sql),
                sql.selectFrom(CONTRACT)
                        .orderBy(CONTRACT.STARTS_AT, CONTRACT.ID)
                        .fetchGroups(CONTRACT.PRACTICE, GateRecordRows::readContract),
                conflicts(sql));
    }

    private static Map<Login, GateRecords.Holder> people(DSLContext sql) {
        Set<PersonId> withTwoFactors = sql.select(TOTP.PERSON)
                .from(TOTP)
                .join(PASSWORD)
                .on(PASSWORD.PERSON.eq(TOTP.PERSON))
                .where(TOTP.SEED_SEALED.isNotNull())
                .union(select(PASSKEY.PERSON).from(PASSKEY))
                .fetchSet(TOTP.PERSON);
        return sql.selectFrom(PERSON)
                .fetchMap(
                        PERSON.LOGIN,
                        row -> new GateRecords.Holder(
                                row.get(PERSON.ID),
                                row.get(PERSON.STATE) == PersonState.ACTIVE,
                                withTwoFactors.contains(row.get(PERSON.ID))));
    }

    private static Map<PersonId, Map<PracticeId, Integer>> read(DSLContext sql) {
        Map<PersonId, Map<PracticeId, Integer>> read = new HashMap<>();
        sql.select(INSTRUCTION_READ.PERSON, INSTRUCTION_READ.PRACTICE, max(INSTRUCTION_READ.VERSION))
                .from(INSTRUCTION_READ)
                .groupBy(INSTRUCTION_READ.PERSON, INSTRUCTION_READ.PRACTICE)
                .forEach(row ->
                        read.computeIfAbsent(row.value1(), _ -> new HashMap<>()).put(row.value2(), row.value3()));
        return read;
    }

    private static Map<PersonId, Set<PracticeId>> conflicts(DSLContext sql) {
        Map<PersonId, Set<PracticeId>> conflicts = new HashMap<>();
        sql.selectFrom(CONFLICT)
                .fetchGroups(CONFLICT.PERSON, CONFLICT.PRACTICE)
                .forEach((person, practices) -> conflicts.put(person, Set.copyOf(practices)));
        return conflicts;
    }

    static ContractPeriod readContract(Record row) {
        return new ContractPeriod(
                row.get(CONTRACT.PRACTICE),
                row.get(CONTRACT.VERSION),
                row.get(CONTRACT.STARTS_AT),
                Optional.ofNullable(row.get(CONTRACT.ENDS_AT)),
                row.get(CONTRACT.SIGNED_BY));
    }
}
