package org.permanence.store.breakglass;

import static org.permanence.store.schema.Tables.BREAK_GLASS;
import static org.permanence.store.schema.Tables.PERSON;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SelectOnConditionStep;
import org.jooq.Table;
import org.permanence.access.SealedText;
import org.permanence.assistant.Login;
import org.permanence.breakglass.BreakGlass;
import org.permanence.breakglass.BreakGlass.Review;
import org.permanence.breakglass.BreakGlass.Verdict;
import org.permanence.breakglass.BreakGlassId;
import org.permanence.breakglass.BreakGlassStore;
import org.permanence.people.PersonId;
import org.permanence.store.Database;
import org.permanence.store.Transactions;

/// Stores break-glass access in `break_glass`. The row of the opener in `person` is locked while an access is
/// inserted, so of two at the same moment the second sees the first, also on another engine.
public final class JooqBreakGlassStore implements BreakGlassStore {

    private static final Duration DAY = Duration.ofHours(24);

    private static final Table<Record> REVIEWER = PERSON.as("reviewer");

    private static final Field<PersonId> REVIEWER_ID = Objects.requireNonNull(REVIEWER.field(PERSON.ID));

    private static final Field<Login> REVIEWER_LOGIN = Objects.requireNonNull(REVIEWER.field(PERSON.LOGIN));

    private static final Condition IS_NOT_REVIEWED = BREAK_GLASS.VERDICT.isNull();

    private final Transactions transactions;

    public JooqBreakGlassStore(Database database) {
        this.transactions = database.transactions();
    }

    @Override
    public Optional<String> save(BreakGlass opened, Function<List<BreakGlass>, Optional<String>> refusal) {
        return transactions.run("break-glass: save", sql -> {
            PersonId opener = sql.select(PERSON.ID)
                    .from(PERSON)
                    .where(PERSON.LOGIN.eq(opened.opener()))
                    .forUpdate()
                    .fetchSingle(PERSON.ID);
            List<BreakGlass> ofLastDay = select(sql)
                    .where(
                            PERSON.LOGIN.eq(opened.opener()),
                            BREAK_GLASS.OPENED_AT.gt(opened.openedAt().minus(DAY)))
                    .fetch(JooqBreakGlassStore::read);
            Optional<String> refused = refusal.apply(ofLastDay);
            if (refused.isEmpty()) {
                sql.insertInto(BREAK_GLASS)
                        .set(BREAK_GLASS.ID, opened.id().value())
                        .set(BREAK_GLASS.PRACTICE, opened.practice())
                        .set(BREAK_GLASS.OPENED_BY, opener)
                        .set(BREAK_GLASS.REASON_SEALED, opened.reason().base64())
                        .set(BREAK_GLASS.OPENED_AT, opened.openedAt())
                        .set(BREAK_GLASS.ENDS_AT, opened.endsAt())
                        .execute();
            }
            return refused;
        });
    }

    @Override
    public List<BreakGlass> openOf(Login opener, Instant now) {
        return transactions.read(
                "break-glass: open ones",
                sql -> select(sql)
                        .where(
                                PERSON.LOGIN.eq(opener),
                                BREAK_GLASS.OPENED_AT.gt(now.minus(DAY)),
                                BREAK_GLASS.ENDS_AT.gt(now))
                        .orderBy(BREAK_GLASS.OPENED_AT, BREAK_GLASS.ID)
                        .fetch(JooqBreakGlassStore::read));
    }

    @Override
    public Optional<BreakGlass> find(BreakGlassId id) {
        return transactions.read(
                "break-glass: find",
                sql -> select(sql).where(BREAK_GLASS.ID.eq(id.value())).fetchOptional(JooqBreakGlassStore::read));
    }

    @Override
    public List<BreakGlass> newest(int limit) {
        return transactions.read(
                "break-glass: list",
                sql -> select(sql)
                        .orderBy(BREAK_GLASS.OPENED_AT.desc(), BREAK_GLASS.ID.desc())
                        .limit(limit)
                        .fetch(JooqBreakGlassStore::read));
    }

    @Override
    public List<BreakGlass> notReviewed(Instant time) {
        return transactions.read(
                "break-glass: not reviewed",
                sql -> select(sql)
                        .where(IS_NOT_REVIEWED, BREAK_GLASS.OPENED_AT.le(time))
                        .orderBy(BREAK_GLASS.OPENED_AT, BREAK_GLASS.ID)
                        .fetch(JooqBreakGlassStore::read));
    }

    @Override
    public boolean review(BreakGlass reviewed) {
        Review found = reviewed.review().orElseThrow();
        return transactions.run("break-glass: review", sql -> {
            PersonId reviewer = sql.select(PERSON.ID)
                    .from(PERSON)
                    .where(PERSON.LOGIN.eq(found.reviewer()))
                    .fetchSingle(PERSON.ID);
            return sql.update(BREAK_GLASS)
                            .set(BREAK_GLASS.VERDICT, found.verdict().name())
                            .set(BREAK_GLASS.REVIEWED_BY, reviewer)
                            .set(BREAK_GLASS.REVIEWED_AT, found.at())
                            .set(BREAK_GLASS.ENDS_AT, reviewed.endsAt())
                            .where(BREAK_GLASS.ID.eq(reviewed.id().value()), IS_NOT_REVIEWED)
                            .execute()
                    == 1;
        });
    }

    @Override
    public int deleteReviewed(Instant time) {
        return transactions.run(
                "break-glass: delete old ones",
                sql -> sql.deleteFrom(BREAK_GLASS)
                        .where(IS_NOT_REVIEWED.not(), BREAK_GLASS.OPENED_AT.lt(time))
                        .execute());
    }

    private static SelectOnConditionStep<Record> select(DSLContext sql) {
        return sql.select(BREAK_GLASS.fields())
                .select(PERSON.LOGIN, REVIEWER_LOGIN)
                .from(BREAK_GLASS)
                .join(PERSON)
                .on(PERSON.ID.eq(BREAK_GLASS.OPENED_BY))
                .leftJoin(REVIEWER)
                .on(REVIEWER_ID.eq(BREAK_GLASS.REVIEWED_BY));
    }

    private static BreakGlass read(Record row) {
        return new BreakGlass(
                new BreakGlassId(row.get(BREAK_GLASS.ID)),
                row.get(BREAK_GLASS.PRACTICE),
                row.get(PERSON.LOGIN),
                new SealedText(row.get(BREAK_GLASS.REASON_SEALED)),
                row.get(BREAK_GLASS.OPENED_AT),
                row.get(BREAK_GLASS.ENDS_AT),
                Optional.ofNullable(row.get(BREAK_GLASS.VERDICT))
                        .map(verdict -> new Review(
                                row.get(REVIEWER_LOGIN), Verdict.valueOf(verdict), row.get(BREAK_GLASS.REVIEWED_AT))));
    }
}
