package org.permanence.approval;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.permanence.access.Principal;
import org.permanence.access.Purpose;
import org.permanence.access.SealedText;
import org.permanence.audit.Action;
import org.permanence.audit.AuditGate;
import org.permanence.audit.AuditObject;
import org.permanence.audit.AuditReceipt;
import org.permanence.audit.AuditRequest;
import org.permanence.seal.ApprovalSealer;
import org.permanence.seal.SealException;
import org.permanence.text.EnumWords;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Dual control: a deed that needs a second person is done only with exactly the parameters that a second person
/// has approved, and once. The row of a request decides, on whichever engine: an approval is spent before the deed
/// begins, so a deed that a crash interrupts is done once or not at all.
///
/// All methods throw [ApprovalException] to refuse, [org.permanence.audit.AuditException] if the audit log is
/// closed, and [org.permanence.queue.StoreUnavailableException] during an outage: then nothing is changed, and
/// nothing may be done.
public final class ApprovalService {

    /// How long a second person may decide, and how long the approved deed may be done after that.
    public static final Duration LIMIT = Duration.ofMinutes(30);

    /// How many open requests a person may have.
    static final int MAX_OPEN = 20;

    /// How long an ended request stays in the database. The audit log keeps it longer.
    private static final Duration KEPT = Duration.ofDays(30);

    private static final Logger LOG = LoggerFactory.getLogger(ApprovalService.class);

    private final ApprovalStore store;
    private final ApprovalSealer sealer;
    private final AuditGate audit;
    private final InstantSource clock;

    public ApprovalService(ApprovalStore store, ApprovalSealer sealer, AuditGate audit, InstantSource clock) {
        this.store = store;
        this.sealer = sealer;
        this.audit = audit;
        this.clock = clock;
    }

    /// Asks for a deed, or begins one that was approved:
    ///
    /// 1. If exactly this was approved for this person, spends the approval: the deed is done now.
    /// 2. If exactly this waits for a second person, it goes on waiting.
    /// 3. If the same deed on the same subject was approved with other parameters, refuses: what was approved has
    ///   been changed.
    /// 4. Otherwise stores a new request.
    public Clearance clear(Principal.Person asker, AskedDeed asked) {
        Instant now = clock.instant();
        List<Approval> own = store.open(now).stream()
                .filter(open -> open.asker().name().equals(asker.name()))
                .toList();
        List<Approval> alike = own.stream()
                .filter(open -> open.deed() == asked.deed() && open.subject().equals(asked.subject()))
                .toList();
        Optional<Approval> same = alike.stream()
                .filter(open -> parameters(open).asksFor(asked.deed(), asked.values()))
                .findFirst();
        if (same.isPresent()) {
            return same.get().state() == ApprovalState.APPROVED
                    ? spend(asker, asked.purpose(), same.get())
                    : new Clearance.Waits(same.get());
        }
        alike.stream()
                .filter(open -> open.state() == ApprovalState.APPROVED)
                .findFirst()
                .ifPresent(approved -> refuseChanged(asker, asked.purpose(), approved));
        if (own.size() >= MAX_OPEN) {
            throw new ApprovalException(
                    ApprovalException.Refusal.CONFLICT,
                    "requests: " + own.size() + " of yours are open (expected: fewer than " + MAX_OPEN
                            + "; refuse those that you no longer need)");
        }
        return new Clearance.Waits(ask(asker, asked, now));
    }

    private Approval ask(Principal.Person asker, AskedDeed asked, Instant now) {
        Parameters parameters = Parameters.of(asked.deed(), asked.values());
        ApprovalId id = ApprovalId.next(clock);
        var approval = new Approval(
                id,
                asked.deed(),
                asked.subject(),
                asker,
                parameters.digest(),
                Optional.of(sealer.seal(id.value(), now, parameters.canonical())),
                ApprovalState.WAITING,
                now,
                now.plus(LIMIT),
                Optional.empty());
        AuditReceipt receipt = audit.open(entry(Action.APPROVAL_ASKED, asker, asked.purpose(), approval, Map.of()));
        return audit.runAudited(receipt, () -> {
            store.save(approval);
            return approval;
        });
    }

    /// The entry comes first: without it nothing is done. Then the row: the request that changes it has the only
    /// right.
    private Clearance spend(Principal.Person asker, Purpose purpose, Approval approved) {
        AuditReceipt receipt = audit.open(entry(Action.APPROVAL_USED, asker, purpose, approved, Map.of()));
        change(receipt, approved, ApprovalEvent.EXECUTED, Optional.empty());
        return new Clearance.Approved(approved);
    }

    private void refuseChanged(Principal.Person asker, Purpose purpose, Approval approved) {
        AuditRequest changed = entry(Action.APPROVAL_REFUSED, asker, purpose, approved, Map.of("why", "changed"));
        audit.close(audit.open(changed), AuditGate.Outcome.SUCCEEDED);
        throw ApprovalException.conflict(
                approved.id(),
                "approved with other parameters (expected: exactly those; or first permanence approval refuse "
                        + approved.id() + ")");
    }

    /// The open requests that the person asked for or may approve, oldest first, without their parameters.
    public List<Approval> list(Viewer viewer) {
        return store.open(clock.instant()).stream()
                .filter(approval -> ApprovalRules.sees(viewer, approval))
                .toList();
    }

    /// One request; with its parameters in words if the person may approve it and it is open.
    public ShownApproval show(Viewer viewer, ApprovalId id) {
        Approval approval = require(viewer, id);
        if (!ApprovalRules.mayApprove(viewer, approval) || !approval.isOpen(clock.instant())) {
            return ShownApproval.withoutParameters(approval);
        }
        AuditReceipt receipt = audit.open(
                entry(Action.APPROVAL_SHOWN, inTheirRole(viewer, approval), viewer.purpose(), approval, Map.of()));
        return audit.runAudited(receipt, () -> ShownApproval.of(approval, parameters(approval)));
    }

    /// Approves what was shown.
    ///
    /// @param digest that of the parameters which the person has seen
    public Approval give(Viewer viewer, ApprovalId id, String digest) {
        Approval approval = require(viewer, id);
        Optional<String> refusal = ApprovalRules.whyNotGiven(viewer, approval, clock.instant());
        if (refusal.isPresent()) {
            throw ApprovalException.conflict(id, refusal.get());
        }
        if (!ApprovalRules.mayApprove(viewer, approval)) {
            throw ApprovalException.unknown(id);
        }
        if (!parameters(approval).digest().equals(digest)) {
            throw ApprovalException.conflict(
                    id, "its parameters have changed (expected: those shown by permanence approval show)");
        }
        AuditReceipt receipt = audit.open(
                entry(Action.APPROVAL_GIVEN, inTheirRole(viewer, approval), viewer.purpose(), approval, Map.of()));
        return change(receipt, approval, ApprovalEvent.GIVEN, Optional.of(viewer));
    }

    /// Refuses a request that may still be decided, or withdraws an approval that was not used.
    public Approval refuse(Viewer viewer, ApprovalId id) {
        Approval approval = require(viewer, id);
        ApprovalRules.whyNotRefused(approval, clock.instant()).ifPresent(refusal -> {
            throw ApprovalException.conflict(id, refusal);
        });
        AuditReceipt receipt = audit.open(entry(
                Action.APPROVAL_REFUSED,
                inTheirRole(viewer, approval),
                viewer.purpose(),
                approval,
                Map.of("why", "decided")));
        return change(receipt, approval, ApprovalEvent.REFUSED, Optional.of(viewer));
    }

    /// Ends requests whose time is over, with their parameters, and deletes old ones. Call it every minute.
    public void expire() {
        Instant now = clock.instant();
        store.expire(now);
        store.deleteAskedBefore(now.minus(KEPT));
        sealer.destroyExpiredKeys(now);
    }

    /// Changes the row, unless another engine was faster.
    private Approval change(AuditReceipt receipt, Approval before, ApprovalEvent event, Optional<Viewer> decided) {
        return audit.runAudited(
                        receipt,
                        () -> {
                            Approval after = after(before, event, decided);
                            return store.replace(before, after) ? Optional.of(after) : Optional.<Approval>empty();
                        },
                        changed -> changed.isPresent() ? AuditGate.Outcome.SUCCEEDED : AuditGate.Outcome.REFUSED)
                .orElseThrow(() -> ApprovalException.conflict(
                        before.id(), "has just been decided or used (expected: an open one)"));
    }

    private Approval after(Approval before, ApprovalEvent event, Optional<Viewer> decided) {
        Approval after = before.on(event)
                .orElseThrow(() -> ApprovalException.conflict(
                        before.id(), "is " + EnumWords.of(before.state()) + " (expected: another)"));
        if (event == ApprovalEvent.GIVEN) {
            after = after.withEndsAt(clock.instant().plus(LIMIT));
        }
        return decided.isPresent() ? after.withDecidedBy(decided.map(Viewer::login)) : after;
    }

    private Approval require(Viewer viewer, ApprovalId id) {
        return store.find(id)
                .filter(approval -> ApprovalRules.sees(viewer, approval))
                .orElseThrow(() -> ApprovalException.unknown(id));
    }

    /// The parameters as they were asked for: a row that was changed since is refused.
    private Parameters parameters(Approval approval) {
        SealedText sealed = approval.parameters()
                .orElseThrow(() -> ApprovalException.conflict(approval.id(), "has ended (expected: an open one)"));
        Parameters parameters;
        try {
            parameters = Parameters.parse(sealer.open(approval.id().value(), approval.askedAt(), sealed));
        } catch (SealException altered) {
            LOG.atError().setCause(altered).log("approval.parameters-altered");
            throw changed(approval.id());
        }
        if (parameters.deed() != approval.deed() || !parameters.digest().equals(approval.digest())) {
            throw changed(approval.id());
        }
        return parameters;
    }

    private static ApprovalException changed(ApprovalId id) {
        return ApprovalException.conflict(id, "its parameters have changed (expected: those that were asked for)");
    }

    /// The person in the role in which they may approve; otherwise as they came.
    private static Principal.Person inTheirRole(Viewer viewer, Approval approval) {
        Principal.Person person = viewer.person();
        return ApprovalRules.approvingRole(viewer, approval)
                .map(role -> new Principal.Person(person.name(), role, person.device(), person.session()))
                .orElse(person);
    }

    private static AuditRequest entry(
            Action action, Principal.Person by, Purpose purpose, Approval approval, Map<String, String> further) {
        var details = new TreeMap<>(further);
        details.put("request", approval.id().value());
        details.put("digest", approval.digest());
        return new AuditRequest(
                by,
                approval.subject().practice(),
                action,
                new AuditObject(AuditObject.Kind.REQUEST, EnumWords.of(approval.deed())),
                purpose,
                details,
                Optional.empty());
    }
}
