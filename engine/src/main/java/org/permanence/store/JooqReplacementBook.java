package org.permanence.store;

import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.max;
import static org.permanence.store.schema.Tables.ON_CALL_REPLACEMENT;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.permanence.call.Line;
import org.permanence.oncall.Replacement;
import org.permanence.oncall.Replacement.Wanted;
import org.permanence.oncall.ReplacementBook;
import org.permanence.oncall.RotaName;

/// The replacements in the database. Two engines that keep one at the same moment would give it the same number: the
/// second of them is refused, so that none overlaps another that it could not see.
public final class JooqReplacementBook implements ReplacementBook {

    private final Transactions transactions;

    public JooqReplacementBook(Database database) {
        this.transactions = database.transactions();
    }

    @Override
    public Answer keep(Wanted wanted) {
        return transactions.run("on call: keep a replacement", sql -> {
            int id = sql.select(coalesce(max(ON_CALL_REPLACEMENT.ID), 0))
                            .from(ON_CALL_REPLACEMENT)
                            .fetchSingle()
                            .value1()
                    + 1;
            Optional<Replacement> other = notOver(sql, wanted.from()).stream()
                    .filter(kept -> kept.wanted().overlaps(wanted))
                    .findFirst();
            if (other.isPresent()) {
                return new Answer.Overlaps(other.get());
            }
            var kept = new Replacement(id, wanted);
            insert(sql, kept);
            return new Answer.Kept(kept);
        });
    }

    @Override
    public List<Replacement> notOverAt(Instant moment) {
        return transactions.read("on call: replacements", sql -> notOver(sql, moment));
    }

    @Override
    public boolean cancel(int id, Instant at, String author, String reason) {
        return transactions.run(
                "on call: cancel a replacement",
                sql -> sql.update(ON_CALL_REPLACEMENT)
                                .set(ON_CALL_REPLACEMENT.CANCELLED_AT, at)
                                .set(ON_CALL_REPLACEMENT.CANCELLED_BY, author)
                                .set(ON_CALL_REPLACEMENT.CANCELLED_WHY, reason)
                                .where(ON_CALL_REPLACEMENT.ID.eq(id))
                                .and(ON_CALL_REPLACEMENT.CANCELLED_AT.isNull())
                                .and(ON_CALL_REPLACEMENT.UNTIL_WHEN.gt(at))
                                .execute()
                        == 1);
    }

    private static List<Replacement> notOver(DSLContext sql, Instant moment) {
        return sql.selectFrom(ON_CALL_REPLACEMENT)
                .where(ON_CALL_REPLACEMENT.UNTIL_WHEN.gt(moment))
                .and(ON_CALL_REPLACEMENT.CANCELLED_AT.isNull())
                .orderBy(ON_CALL_REPLACEMENT.FROM_WHEN, ON_CALL_REPLACEMENT.ID)
                .fetch(JooqReplacementBook::read);
    }

    private static void insert(DSLContext sql, Replacement kept) {
        Wanted wanted = kept.wanted();
        sql.insertInto(ON_CALL_REPLACEMENT)
                .set(ON_CALL_REPLACEMENT.ID, kept.id())
                .set(ON_CALL_REPLACEMENT.OF_GROUP, wanted.rota().group())
                .set(ON_CALL_REPLACEMENT.ROTA, wanted.rota().name())
                .set(
                        ON_CALL_REPLACEMENT.BY_LINES,
                        wanted.lines().stream().map(Line::name).collect(Collectors.joining(",")))
                .set(ON_CALL_REPLACEMENT.FROM_WHEN, wanted.from())
                .set(ON_CALL_REPLACEMENT.UNTIL_WHEN, wanted.until())
                .set(ON_CALL_REPLACEMENT.AT, wanted.at())
                .set(ON_CALL_REPLACEMENT.AUTHOR, wanted.author())
                .set(ON_CALL_REPLACEMENT.WHY, wanted.reason())
                .execute();
    }

    private static Replacement read(Record row) {
        return new Replacement(
                row.get(ON_CALL_REPLACEMENT.ID),
                new Wanted(
                        new RotaName(row.get(ON_CALL_REPLACEMENT.OF_GROUP), row.get(ON_CALL_REPLACEMENT.ROTA)),
                        Arrays.stream(row.get(ON_CALL_REPLACEMENT.BY_LINES).split(","))
                                .map(Line::new)
                                .toList(),
                        row.get(ON_CALL_REPLACEMENT.FROM_WHEN),
                        row.get(ON_CALL_REPLACEMENT.UNTIL_WHEN),
                        row.get(ON_CALL_REPLACEMENT.AUTHOR),
                        row.get(ON_CALL_REPLACEMENT.WHY),
                        row.get(ON_CALL_REPLACEMENT.AT)));
    }
}
