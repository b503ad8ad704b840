package org.permanence.store;

import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.max;
import static org.permanence.store.schema.Tables.ON_CALL_OVERRIDE;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.permanence.call.Line;
import org.permanence.oncall.OnCallOverride;
import org.permanence.oncall.OnCallOverride.Draft;
import org.permanence.oncall.OnCallOverrideStore;
import org.permanence.oncall.RotaId;

/// Stores on-call overrides in `on_call_override`. If two engines save at the same moment, both draw the same
/// number and the second is refused. So overrides saved at the same moment cannot overlap.
public final class JooqOnCallOverrideStore implements OnCallOverrideStore {

    private final Transactions transactions;

    public JooqOnCallOverrideStore(Database database) {
        this.transactions = database.transactions();
    }

    @Override
    public SaveResult save(Draft draft) {
        return transactions.run("on call: save an override", sql -> {
            int id = sql.select(coalesce(max(ON_CALL_OVERRIDE.ID), 0))
                            .from(ON_CALL_OVERRIDE)
                            .fetchSingle()
                            .value1()
                    + 1;
            Optional<OnCallOverride> overlapping = notEnded(sql, draft.from()).stream()
                    .filter(saved -> saved.draft().overlaps(draft))
                    .findFirst();
            if (overlapping.isPresent()) {
                return new SaveResult.Overlaps(overlapping.get());
            }
            var saved = new OnCallOverride(id, draft);
            insert(sql, saved);
            return new SaveResult.Saved(saved);
        });
    }

    @Override
    public List<OnCallOverride> currentAndUpcoming(Instant moment) {
        return transactions.read("on call: read the overrides", sql -> notEnded(sql, moment));
    }

    @Override
    public boolean cancel(int id, Instant at, String author, String reason) {
        return transactions.run(
                "on call: cancel an override",
                sql -> sql.update(ON_CALL_OVERRIDE)
                                .set(ON_CALL_OVERRIDE.CANCELLED_AT, at)
                                .set(ON_CALL_OVERRIDE.CANCELLED_BY, author)
                                .set(ON_CALL_OVERRIDE.CANCELLATION_REASON, reason)
                                .where(ON_CALL_OVERRIDE.ID.eq(id))
                                .and(ON_CALL_OVERRIDE.CANCELLED_AT.isNull())
                                .and(ON_CALL_OVERRIDE.ENDS_AT.gt(at))
                                .execute()
                        == 1);
    }

    private static List<OnCallOverride> notEnded(DSLContext sql, Instant moment) {
        return sql.selectFrom(ON_CALL_OVERRIDE)
                .where(ON_CALL_OVERRIDE.ENDS_AT.gt(moment))
                .and(ON_CALL_OVERRIDE.CANCELLED_AT.isNull())
                .orderBy(ON_CALL_OVERRIDE.STARTS_AT, ON_CALL_OVERRIDE.ID)
                .fetch(JooqOnCallOverrideStore::read);
    }

    private static void insert(DSLContext sql, OnCallOverride saved) {
        Draft draft = saved.draft();
        sql.insertInto(ON_CALL_OVERRIDE)
                .set(ON_CALL_OVERRIDE.ID, saved.id())
                .set(ON_CALL_OVERRIDE.ROTA_IS_GROUP, draft.rota().group())
                .set(ON_CALL_OVERRIDE.ROTA, draft.rota().name())
                .set(
                        ON_CALL_OVERRIDE.LINES,
                        draft.lines().stream().map(Line::name).collect(Collectors.joining(",")))
                .set(ON_CALL_OVERRIDE.STARTS_AT, draft.from())
                .set(ON_CALL_OVERRIDE.ENDS_AT, draft.until())
                .set(ON_CALL_OVERRIDE.CREATED_AT, draft.createdAt())
                .set(ON_CALL_OVERRIDE.AUTHOR, draft.author())
                .set(ON_CALL_OVERRIDE.REASON, draft.reason())
                .execute();
    }

    private static OnCallOverride read(Record row) {
        return new OnCallOverride(
                row.get(ON_CALL_OVERRIDE.ID),
                new Draft(
                        new RotaId(row.get(ON_CALL_OVERRIDE.ROTA_IS_GROUP), row.get(ON_CALL_OVERRIDE.ROTA)),
                        Arrays.stream(row.get(ON_CALL_OVERRIDE.LINES).split(","))
                                .map(Line::new)
                                .toList(),
                        row.get(ON_CALL_OVERRIDE.STARTS_AT),
                        row.get(ON_CALL_OVERRIDE.ENDS_AT),
                        row.get(ON_CALL_OVERRIDE.AUTHOR),
                        row.get(ON_CALL_OVERRIDE.REASON),
                        row.get(ON_CALL_OVERRIDE.CREATED_AT)));
    }
}
