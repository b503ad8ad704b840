package org.permanence.queue;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.permanence.assistant.Assistant;
import org.permanence.assistant.AssistantDirectory;
import org.permanence.assistant.AssistantEvent;
import org.permanence.assistant.AssistantState;
import org.permanence.assistant.Presence;
import org.permanence.call.CallId;
import org.permanence.call.HangupCause;
import org.permanence.call.Switchboard;
import org.permanence.call.Switchboard.CallerLocation;
import org.permanence.flow.Disposition;
import org.permanence.journal.CallEventLog;
import org.permanence.journal.CallRecord;
import org.permanence.journal.Journal;
import org.permanence.journal.JournalStore;
import org.permanence.practice.TeamId;
import org.permanence.triage.Urgency;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Mends what the store says of calls that no flow looks after, because an engine died, or the store was away when
/// something happened on the line. What the switch says is right:
///
/// 1. A call that is gone, or at the fallback line, leaves the queue, and its record is closed.
/// 2. A call that talks has been answered: it leaves the queue, and the assistant is on call.
/// 3. A call to somebody who is to be called back, which is not on the line, keeps its place and is offered anew.
/// 4. An assistant who is reserved for, or on call with, a call that is gone may be offered another.
///
/// A call that is in reception without a flow is left alone: the dialplan brings it back within a second.
public final class QueueReconciler {

    private static final Logger LOG = LoggerFactory.getLogger(QueueReconciler.class);

    private final QueueStore store;
    private final TeamQueue queue;
    private final JournalStore records;
    private final Journal journal;
    private final Switchboard switchboard;
    private final Predicate<CallId> hasFlow;
    private final AssistantDirectory assistants;
    private final InstantSource clock;

    /// What the upkeep looks after.
    public record Stores(QueueStore store, JournalStore records, Journal journal) {}

    /// @param hasFlow whether a flow of this engine looks after the call, or did and its journal is still being
    /// written
    public QueueReconciler(
            Stores stores,
            TeamQueue queue,
            Switchboard switchboard,
            Predicate<CallId> hasFlow,
            AssistantDirectory assistants,
            InstantSource clock) {
        this.store = stores.store();
        this.records = stores.records();
        this.journal = stores.journal();
        this.queue = queue;
        this.switchboard = switchboard;
        this.hasFlow = hasFlow;
        this.assistants = assistants;
        this.clock = clock;
    }

    /// One round; nothing happens while the switch's state is unknown.
    ///
    /// @throws StoreUnavailableException where the store is away: the next round comes
    public void reconcile() {
        Optional<Map<CallId, CallerLocation>> callers = switchboard.callers();
        if (callers.isEmpty()) {
            return;
        }
        assistants.all().stream().map(Assistant::team).distinct().forEach(team -> repair(team, callers.get()));
        records.openCalls().stream()
                .map(CallRecord::call)
                .filter(call -> isOrphaned(call, callers.get()) && !isCallbackPending(call))
                // Read again: a flow may have ended, and been written, since the list was read.
                .flatMap(call -> records.openCall(call).stream())
                .forEach(record -> close(record, callers.get()));
    }

    private boolean isCallbackPending(CallId call) {
        return store.waiting(call).filter(QueueEntry::isCallbackPending).isPresent();
    }

    private void repair(TeamId team, Map<CallId, CallerLocation> callers) {
        boolean repaired = store.inTeam(team, transaction -> {
            boolean changed = false;
            for (QueueEntry entry : transaction.waiting()) {
                changed |= repair(transaction, entry, callers);
            }
            for (Presence presence : transaction.presences()) {
                changed |= repair(transaction, presence, callers);
            }
            return changed;
        });
        queue.match(team);
        if (repaired) {
            LOG.atInfo().addKeyValue("team", team).log("queue.reconciled");
        }
    }

    private boolean repair(TeamTransaction transaction, QueueEntry entry, Map<CallId, CallerLocation> callers) {
        if (hasFlow.test(entry.call()) || callers.get(entry.call()) == CallerLocation.IN_RECEPTION) {
            return false;
        }
        if (callers.get(entry.call()) == CallerLocation.TALKING) {
            entry.reservedAssistant()
                    .flatMap(transaction::presence)
                    .flatMap(presence -> presence.on(AssistantEvent.ANSWERED, clock.instant()))
                    .ifPresent(transaction::save);
        }
        if (entry.isCallbackPending() && !callers.containsKey(entry.call())) {
            return withdrawReservation(transaction, entry);
        }
        transaction.remove(entry.call());
        return true;
    }

    private static boolean withdrawReservation(TeamTransaction transaction, QueueEntry entry) {
        if (entry.reservedAssistant().isEmpty()) {
            return false;
        }
        transaction.save(entry.withoutAssistant());
        return true;
    }

    private boolean repair(TeamTransaction transaction, Presence presence, Map<CallId, CallerLocation> callers) {
        if (presence.call().isEmpty() || hasFlow.test(presence.call().get())) {
            return false;
        }
        CallerLocation location = callers.get(presence.call().get());
        boolean isOver = (presence.state() == AssistantState.IN_CALL && location == null)
                || (presence.state() == AssistantState.RESERVED && location != CallerLocation.IN_RECEPTION);
        if (isOver) {
            releaseAssistant(transaction, presence);
        }
        return isOver;
    }

    private void releaseAssistant(TeamTransaction transaction, Presence presence) {
        var now = clock.instant();
        presence.on(AssistantEvent.OFFER_WITHDRAWN, now)
                .or(() -> presence.on(AssistantEvent.CALL_ENDED, now)
                        .map(wrapping -> assistants
                                .find(presence.login())
                                .map(assistant -> wrapping.wrappingUpUntil(now.plus(assistant.wrapUp())))
                                .orElse(wrapping)))
                .ifPresent(transaction::save);
    }

    private boolean isOrphaned(CallId call, Map<CallId, CallerLocation> callers) {
        CallerLocation location = callers.get(call);
        return !hasFlow.test(call) && (location == null || location == CallerLocation.AT_FALLBACK);
    }

    private void close(CallRecord record, Map<CallId, CallerLocation> callers) {
        var callJournal = new CallEventLog(journal, record.call(), record.practice(), clock);
        if (callers.containsKey(record.call())) {
            callJournal.ended(Disposition.FAULT, Optional.empty()); // It is with the fallback line.
        } else {
            callJournal.ended(dispositionWithoutFlow(record), Optional.of(HangupCause.SWITCH_LOST));
        }
    }

    private static Disposition dispositionWithoutFlow(CallRecord record) {
        return switch (record.lastEvent()) {
            case BRIDGED, BRIDGE_ENDED, WRAPPING_UP, TRANSFERRING, TRANSFERRED, TRANSFER_RETURNED ->
                record.urgency().equals(Optional.of(Urgency.VITAL)) ? Disposition.ESCALATED : Disposition.HANDLED;
            case ACCEPTED -> Disposition.ESCALATED;
            case MESSAGE_LEFT -> Disposition.MESSAGE_TAKEN;
            case QUEUED, ASSISTANT_RESERVED, RING_NO_ANSWER, CALLBACK_ANSWERED, RESUMED -> Disposition.ABANDONED;
            case CALLBACK_RINGING, CALLBACK_UNANSWERED -> Disposition.CALLBACK_FAILED;
            case ARRIVED,
                    ANSWERED,
                    GREETED,
                    TRIAGED,
                    RECORDING_NOTIFIED,
                    RECORDING_OBJECTED,
                    ESCALATING,
                    NOT_ACCEPTED,
                    ENDED -> Disposition.LEFT_EARLY;
        };
    }
}
