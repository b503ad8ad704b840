package org.permanence.store.approval;

import static org.permanence.store.schema.Tables.APPROVAL;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import org.permanence.access.Deed;
import org.permanence.access.Principal;
import org.permanence.access.Role;
import org.permanence.access.SealedText;
import org.permanence.access.Subject;
import org.permanence.approval.Approval;
import org.permanence.approval.ApprovalId;
import org.permanence.approval.ApprovalState;
import org.permanence.approval.ApprovalStore;
import org.permanence.assistant.Login;
import org.permanence.store.Database;
import org.permanence.store.Transactions;
import org.permanence.text.EnumWords;

/// Stores requests for a second person in `approval`. A request changes by the update of its row from one state to
/// the next, which succeeds once, however many engines try it at the same moment.
public final class JooqApprovalStore implements ApprovalStore {

    private static final Condition IS_UNDECIDED =
            APPROVAL.STATE.in(ApprovalState.WAITING.name(), ApprovalState.APPROVED.name());

    private final Transactions transactions;

    public JooqApprovalStore(Database database) {
        this.transactions = database.transactions();
    }

    @Override
    public void save(Approval approval) {
        transactions.run(
                "approval: save",
                sql -> sql.insertInto(APPROVAL)
                        .set(APPROVAL.ID, approval.id().value())
                        .set(APPROVAL.DEED, EnumWords.of(approval.deed()))
                        .set(APPROVAL.PRACTICE, approval.subject().practice().orElse(null))
                        .set(APPROVAL.TEAM, approval.subject().team().orElse(null))
                        .set(
                                APPROVAL.CONCERNED,
                                approval.subject().person().map(Login::value).orElse(null))
                        .set(APPROVAL.ASKER, approval.asker().name())
                        .set(APPROVAL.ASKER_ROLE, approval.asker().role().name())
                        .set(APPROVAL.ASKER_DEVICE, approval.asker().device())
                        .set(APPROVAL.ASKER_SESSION, approval.asker().session())
                        .set(APPROVAL.DIGEST, approval.digest())
                        .set(APPROVAL.PARAMETERS_SEALED, sealed(approval))
                        .set(APPROVAL.STATE, approval.state().name())
                        .set(APPROVAL.ASKED_AT, approval.askedAt())
                        .set(APPROVAL.ENDS_AT, approval.endsAt())
                        .set(APPROVAL.DECIDED_BY, approval.decidedBy().orElse(null))
                        .execute());
    }

    @Override
    public Optional<Approval> find(ApprovalId id) {
        return transactions.read(
                "approval: find",
                sql -> sql.selectFrom(APPROVAL)
                        .where(APPROVAL.ID.eq(id.value()))
                        .fetchOptional(JooqApprovalStore::read));
    }

    @Override
    public List<Approval> open(Instant now) {
        return transactions.read(
                "approval: list",
                sql -> sql.selectFrom(APPROVAL)
                        .where(IS_UNDECIDED)
                        .and(APPROVAL.ENDS_AT.gt(now))
                        .orderBy(APPROVAL.ASKED_AT, APPROVAL.ID)
                        .fetch(JooqApprovalStore::read));
    }

    @Override
    public boolean replace(Approval before, Approval after) {
        return transactions.run(
                "approval: decide",
                sql -> sql.update(APPROVAL)
                                .set(APPROVAL.STATE, after.state().name())
                                .set(APPROVAL.PARAMETERS_SEALED, sealed(after))
                                .set(APPROVAL.ENDS_AT, after.endsAt())
                                .set(APPROVAL.DECIDED_BY, after.decidedBy().orElse(null))
                                .where(APPROVAL.ID.eq(before.id().value()))
                                .and(APPROVAL.STATE.eq(before.state().name()))
                                .execute()
                        == 1);
    }

    @Override
    public int expire(Instant now) {
        return transactions.run(
                "approval: expire",
                sql -> sql.update(APPROVAL)
                        .set(APPROVAL.STATE, ApprovalState.EXPIRED.name())
                        .setNull(APPROVAL.PARAMETERS_SEALED)
                        .where(IS_UNDECIDED)
                        .and(APPROVAL.ENDS_AT.le(now))
                        .execute());
    }

    @Override
    public int deleteAskedBefore(Instant time) {
        return transactions.run(
                "approval: delete old ones",
                sql -> sql.deleteFrom(APPROVAL)
                        .where(APPROVAL.ASKED_AT.lt(time))
                        .execute());
    }

    private static @Nullable String sealed(Approval approval) {
        return approval.parameters().map(SealedText::base64).orElse(null);
    }

    private static Approval read(Record row) {
        return new Approval(
                new ApprovalId(row.get(APPROVAL.ID)),
                EnumWords.parse(Deed.class, row.get(APPROVAL.DEED)).orElseThrow(),
                new Subject(
                        Optional.ofNullable(row.get(APPROVAL.PRACTICE)),
                        Optional.ofNullable(row.get(APPROVAL.TEAM)),
                        Optional.ofNullable(row.get(APPROVAL.CONCERNED)).map(Login::new),
                        Optional.empty()),
                new Principal.Person(
                        row.get(APPROVAL.ASKER),
                        Role.valueOf(row.get(APPROVAL.ASKER_ROLE)),
                        row.get(APPROVAL.ASKER_DEVICE),
                        row.get(APPROVAL.ASKER_SESSION)),
                row.get(APPROVAL.DIGEST),
                Optional.ofNullable(row.get(APPROVAL.PARAMETERS_SEALED)).map(SealedText::new),
                ApprovalState.valueOf(row.get(APPROVAL.STATE)),
                row.get(APPROVAL.ASKED_AT),
                row.get(APPROVAL.ENDS_AT),
                Optional.ofNullable(row.get(APPROVAL.DECIDED_BY)));
    }
}
