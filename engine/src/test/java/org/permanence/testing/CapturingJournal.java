package org.permanence.testing;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.permanence.assistant.Login;
import org.permanence.call.CallId;
import org.permanence.call.HangupCause;
import org.permanence.flow.Disposition;
import org.permanence.journal.CallEvent;
import org.permanence.journal.CallEventLog;
import org.permanence.journal.Journal;
import org.permanence.journal.JournalEntry;
import org.permanence.journal.JournalEntry.Detail;
import org.permanence.practice.PracticeId;

/// A journal that keeps its entries for the test.
public final class CapturingJournal implements Journal {

    private final List<JournalEntry> entries = new CopyOnWriteArrayList<>();

    @Override
    public void write(JournalEntry entry) {
        entries.add(entry);
    }

    /// The event log of a call, for an arbitrary practice.
    public CallEventLog eventLogOf(CallId call) {
        return new CallEventLog(this, call, new PracticeId("les-lilas"), () -> Instant.EPOCH);
    }

    public List<JournalEntry> entries() {
        return List.copyOf(entries);
    }

    /// All events of all calls, in order.
    public List<CallEvent> events() {
        return entries.stream().map(JournalEntry::event).toList();
    }

    public List<CallEvent> eventsOf(CallId call) {
        return of(call).map(JournalEntry::event).toList();
    }

    /// The assistants who were reserved, in order.
    public List<Login> reservedAssistants() {
        return entries.stream()
                .filter(isEvent(CallEvent.ASSISTANT_RESERVED))
                .map(entry -> ((Detail.WithAssistant) entry.detail()).assistant())
                .toList();
    }

    /// The emergency lines that were rung, in order.
    public List<String> escalatedLines() {
        return entries.stream()
                .filter(isEvent(CallEvent.ESCALATING))
                .map(entry -> ((Detail.WithLine) entry.detail()).line().name())
                .toList();
    }

    /// The call's disposition. Fails the test if the call has not ended or has ended twice.
    public Disposition dispositionOf(CallId call) {
        return endOf(call).disposition();
    }

    /// The hang-up cause. Fails the test if the caller did not hang up.
    public HangupCause causeOf(CallId call) {
        return endOf(call).cause().orElseThrow(() -> new AssertionError("cause: none (expected: the caller hung up)"));
    }

    private Detail.WithDisposition endOf(CallId call) {
        List<JournalEntry> ends = of(call).filter(isEvent(CallEvent.ENDED)).toList();
        if (ends.size() != 1) {
            throw new AssertionError("ends: " + ends.size() + " (expected: 1)");
        }
        return (Detail.WithDisposition) ends.getFirst().detail();
    }

    private Stream<JournalEntry> of(CallId call) {
        return entries.stream().filter(entry -> entry.call().equals(call));
    }

    private static Predicate<JournalEntry> isEvent(CallEvent event) {
        return entry -> entry.event() == event;
    }
}
