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
import org.permanence.call.Switchboard.Whereabouts;
import org.permanence.flow.Disposition;
import org.permanence.journal.CallJournal;
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
public final class Upkeep {

    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);

    private final QueueStore store;
    private final QueueDesk desk;
    private final JournalStore records;
    private final Journal journal;
    private final Switchboard switchboard;
    private final Predicate<CallId> hasFlow;
    private final AssistantDirectory assistants;
    private final InstantSource clock;

    /// What the upkeep looks after.
    public record Books(QueueStore store, JournalStore records, Journal journal) {}

    /// @param hasFlow whether a flow of this engine looks after the call, or did and its journal is still being
    /// written
    public Upkeep(
            Books books,
            QueueDesk desk,
            Switchboard switchboard,
            Predicate<CallId> hasFlow,
            AssistantDirectory assistants,
            InstantSource clock) {
        this.store = books.store();
        this.records = books.records();
        this.journal = books.journal();
        this.desk = desk;
        this.switchboard = switchboard;
        this.hasFlow = hasFlow;
        this.assistants = assistants;
        this.clock = clock;
    }

    /// One round; nothing happens while the switch's state is unknown.
    ///
    /// @throws StoreException where the store is away: the next round comes
    public void round() {
        Optional<Map<CallId, Whereabouts>> callers = switchboard.callers();
        if (callers.isEmpty()) {
            return;
        }
        assistants.all().stream().map(Assistant::team).distinct().forEach(team -> mend(team, callers.get()));
        records.openCalls().stream()
                .map(CallRecord::call)
                .filter(call -> isLost(call, callers.get()) && !desk.isToBeCalledBack(call))
                // Read again: a flow may have ended, and been written, since the list was read.
                .flatMap(call -> records.openCall(call).stream())
                .forEach(record -> close(record, callers.get()));
    }

    private void mend(TeamId team, Map<CallId, Whereabouts> callers) {
        boolean mended = store.inTeam(team, book -> {
            boolean changed = false;
            for (WaitingCall waiting : book.waiting()) {
                changed |= mend(book, waiting, callers);
            }
            for (Presence presence : book.presences()) {
                changed |= mend(book, presence, callers);
            }
            return changed;
        });
        desk.match(team);
        if (mended) {
            LOG.atInfo().addKeyValue("team", team).log("queue.mended");
        }
    }

    private boolean mend(TeamBook book, WaitingCall waiting, Map<CallId, Whereabouts> callers) {
        if (hasFlow.test(waiting.call()) || callers.get(waiting.call()) == Whereabouts.IN_RECEPTION) {
            return false;
        }
        if (callers.get(waiting.call()) == Whereabouts.TALKING) {
            waiting.offeredTo()
                    .flatMap(book::presence)
                    .flatMap(presence -> presence.on(AssistantEvent.ANSWERED, clock.instant()))
                    .ifPresent(book::save);
        }
        if (waiting.isToBeCalledBack() && !callers.containsKey(waiting.call())) {
            return isOfferedAnew(book, waiting);
        }
        book.remove(waiting.call());
        return true;
    }

    private static boolean isOfferedAnew(TeamBook book, WaitingCall waiting) {
        if (waiting.offeredTo().isEmpty()) {
            return false;
        }
        book.save(waiting.withdrawn());
        return true;
    }

    private boolean mend(TeamBook book, Presence presence, Map<CallId, Whereabouts> callers) {
        if (presence.call().isEmpty() || hasFlow.test(presence.call().get())) {
            return false;
        }
        Whereabouts where = callers.get(presence.call().get());
        boolean over = (presence.state() == AssistantState.ON_CALL && where == null)
                || (presence.state() == AssistantState.RESERVED && where != Whereabouts.IN_RECEPTION);
        if (over) {
            release(book, presence);
        }
        return over;
    }

    private void release(TeamBook book, Presence presence) {
        var now = clock.instant();
        presence.on(AssistantEvent.OFFER_WITHDRAWN, now)
                .or(() -> presence.on(AssistantEvent.PARTED, now)
                        .map(wrapping -> assistants
                                .named(presence.login())
                                .map(assistant -> wrapping.wrappingUpUntil(now.plus(assistant.wrapUp())))
                                .orElse(wrapping)))
                .ifPresent(book::save);
    }

    private boolean isLost(CallId call, Map<CallId, Whereabouts> callers) {
        Whereabouts where = callers.get(call);
        return !hasFlow.test(call) && (where == null || where == Whereabouts.AT_THE_FALLBACK);
    }

    private void close(CallRecord record, Map<CallId, Whereabouts> callers) {
        var page = new CallJournal(journal, record.call(), record.practice(), clock);
        if (callers.containsKey(record.call())) {
            page.ended(Disposition.FAULT, Optional.empty()); // It is with the fallback line.
        } else {
            page.ended(endedWithoutUs(record), Optional.of(HangupCause.SWITCH_LOST));
        }
    }

    private static Disposition endedWithoutUs(CallRecord record) {
        return switch (record.station()) {
            case BRIDGED, PARTED, WRAPPING_UP, TRANSFERRING, TRANSFERRED, TAKEN_BACK ->
                record.urgency().equals(Optional.of(Urgency.VITAL)) ? Disposition.ESCALATED : Disposition.HANDLED;
            case ACCEPTED -> Disposition.ESCALATED;
            case MESSAGE_LEFT -> Disposition.MESSAGE_TAKEN;
            case QUEUED, OFFERED, RANG_OUT, CALLED_BACK, RESUMED -> Disposition.ABANDONED;
            case CALLING_BACK, UNREACHED -> Disposition.NOT_REACHED;
            case ARRIVED, ANSWERED, GREETED, TRIAGED, NOTIFIED, OBJECTED, ESCALATING, UNACCEPTED, ENDED ->
                Disposition.LEFT_EARLY;
        };
    }
}
