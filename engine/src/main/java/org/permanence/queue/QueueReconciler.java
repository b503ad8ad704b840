package org.permanence.queue;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
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

/// Repairs what the store says of calls that no flow handles: an engine died, or the store was unavailable when
/// something happened on the line. The switch is right:
///
/// 1. A call that is gone, or at the fallback line, leaves the queue, and its record is closed.
/// 2. A call that is connected to an assistant leaves the queue, and the assistant is in the call.
/// 3. A pending callback whose call is not on the line keeps its place and loses its reservation.
/// 4. An assistant who is reserved for, or in, a call that is gone may be assigned again.
///
/// A call in reception without a flow is left alone: the dialplan starts its flow again within a second.
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

    /// What the journal says of calls.
    public record CallRecords(JournalStore store, Journal journal) {}

    /// The calls that there are now.
    ///
    /// @param hasFlow whether a flow of this engine handles the call, or its last journal entries are still being
    ///     written
    public record LiveCalls(Switchboard switchboard, Predicate<CallId> hasFlow) {}

    public QueueReconciler(
            TeamQueue queue,
            CallRecords records,
            LiveCalls liveCalls,
            AssistantDirectory assistants,
            InstantSource clock) {
        this.queue = queue;
        this.store = queue.store();
        this.records = records.store();
        this.journal = records.journal();
        this.switchboard = liveCalls.switchboard();
        this.hasFlow = liveCalls.hasFlow();
        this.assistants = assistants;
        this.clock = clock;
    }

    /// Repairs all teams; does nothing while the switch's state is unknown.
    ///
    /// @throws StoreUnavailableException if the store is unavailable
    public void reconcile() {
        Optional<Map<CallId, CallerLocation>> callers = switchboard.callers();
        if (callers.isEmpty()) {
            return;
        }
        assistants.teams().forEach(team -> repair(team, callers.get()));
        records.openCalls().stream()
                .map(CallRecord::call)
                .filter(call -> isOrphaned(call, callers.get()) && !isCallbackPending(call))
                // Read again: a flow may have ended since the list was read.
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
        presence.on(AssistantEvent.RESERVATION_WITHDRAWN, now)
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
            callJournal.ended(Disposition.FAULT, Optional.empty()); // The fallback line answers it.
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
            case QUEUED, ASSISTANT_RESERVED, RING_NO_ANSWER, ANSWER_DROPPED, CALLBACK_ANSWERED, RESUMED ->
                Disposition.ABANDONED;
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
