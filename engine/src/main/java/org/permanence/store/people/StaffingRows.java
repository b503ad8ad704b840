package org.permanence.store.people;

import static org.permanence.store.schema.Tables.STAFFING;
import static org.permanence.store.schema.Tables.STAFFING_LANGUAGE;
import static org.permanence.store.schema.Tables.STAFFING_PRACTICE;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.permanence.assistant.Staffing;
import org.permanence.people.PersonId;
import org.permanence.practice.Language;
import org.permanence.practice.PracticeId;
import org.permanence.store.Transactions;

/// The rows of staffing, staffing_practice and staffing_language.
final class StaffingRows {

    private record Served(PracticeId practice, boolean preferred) {}

    private StaffingRows() {}

    static Map<PersonId, Staffing> all(DSLContext sql) {
        return read(sql, _ -> DSL.noCondition());
    }

    /// Writes the rows of a person, unless the same are stored: an assistant may serve thousands of practices.
    static void save(DSLContext sql, PersonId person, Optional<Staffing> staffing) {
        Optional<Staffing> stored =
                Optional.ofNullable(read(sql, column -> column.eq(person)).get(person));
        if (stored.equals(staffing)) {
            return;
        }
        sql.deleteFrom(STAFFING_PRACTICE)
                .where(STAFFING_PRACTICE.PERSON.eq(person))
                .execute();
        sql.deleteFrom(STAFFING_LANGUAGE)
                .where(STAFFING_LANGUAGE.PERSON.eq(person))
                .execute();
        sql.deleteFrom(STAFFING).where(STAFFING.PERSON.eq(person)).execute();
        staffing.ifPresent(changed -> insert(sql, person, changed));
    }

    private static void insert(DSLContext sql, PersonId person, Staffing staffing) {
        sql.insertInto(STAFFING)
                .set(STAFFING.PERSON, person)
                .set(STAFFING.TEAM, staffing.team())
                .set(STAFFING.LINE, staffing.line())
                .execute();
        Transactions.batch(
                sql,
                sql.insertInto(STAFFING_PRACTICE)
                        .columns(STAFFING_PRACTICE.PERSON, STAFFING_PRACTICE.PRACTICE, STAFFING_PRACTICE.PREFERRED)
                        .values(person, null, false),
                List.copyOf(staffing.practices()),
                practice -> Stream.of(person, practice, staffing.preferred().contains(practice)));
        staffing.languages()
                .forEach(language -> sql.insertInto(STAFFING_LANGUAGE)
                        .set(STAFFING_LANGUAGE.PERSON, person)
                        .set(STAFFING_LANGUAGE.LANGUAGE, language)
                        .execute());
    }

    /// @param whose the condition on the column of the person
    private static Map<PersonId, Staffing> read(DSLContext sql, Function<Field<PersonId>, Condition> whose) {
        Map<PersonId, List<Served>> practices = sql.selectFrom(STAFFING_PRACTICE)
                .where(whose.apply(STAFFING_PRACTICE.PERSON))
                .orderBy(STAFFING_PRACTICE.PRACTICE)
                .fetchGroups(
                        STAFFING_PRACTICE.PERSON,
                        row -> new Served(row.get(STAFFING_PRACTICE.PRACTICE), row.get(STAFFING_PRACTICE.PREFERRED)));
        Map<PersonId, List<Language>> languages = sql.selectFrom(STAFFING_LANGUAGE)
                .where(whose.apply(STAFFING_LANGUAGE.PERSON))
                .fetchGroups(STAFFING_LANGUAGE.PERSON, STAFFING_LANGUAGE.LANGUAGE);
        Map<PersonId, Staffing> staffings = new HashMap<>();
        for (Record row :
                sql.selectFrom(STAFFING).where(whose.apply(STAFFING.PERSON)).fetch()) {
            PersonId person = row.get(STAFFING.PERSON);
            staffing(row, practices.getOrDefault(person, List.of()), languages.getOrDefault(person, List.of()))
                    .ifPresent(staffing -> staffings.put(person, staffing));
        }
        return staffings;
    }

    /// Empty without a practice or a language: rows that were changed by hand must not keep the others from being
    /// read.
    private static Optional<Staffing> staffing(Record row, List<Served> practices, List<Language> languages) {
        return practices.isEmpty() || languages.isEmpty()
                ? Optional.empty()
                : Optional.of(new Staffing(
                        row.get(STAFFING.TEAM),
                        row.get(STAFFING.LINE),
                        ids(practices.stream()),
                        ids(practices.stream().filter(Served::preferred)),
                        Set.copyOf(languages)));
    }

    private static Set<PracticeId> ids(Stream<Served> practices) {
        return practices.map(Served::practice).collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
