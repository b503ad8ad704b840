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

/// A journal that keeps what was written for the test to read.
public final class CapturingJournal implements Journal {

    private final List<JournalEntry> entries = new CopyOnWriteArrayList<>();

    @Override
    public void write(JournalEntry entry) {
        entries.add(entry);
    }

    /// The page of one call, of a practice no test asks about.
    public CallEventLog eventLogOf(CallId call) {
        return new CallEventLog(this, call, new PracticeId("les-lilas"), () -> Instant.EPOCH);
    }

    public List<JournalEntry> entries() {
        return List.copyOf(entries);
    }

    /// Every station passed, in order, of all calls.
    public List<CallEvent> events() {
        return entries.stream().map(JournalEntry::event).toList();
    }

    public List<CallEvent> eventsOf(CallId call) {
        return of(call).map(JournalEntry::event).toList();
    }

    /// Whom calls were offered to, in order.
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

    /// How a call ended; one that has not ended, or has ended twice, fails the test.
    public Disposition dispositionOf(CallId call) {
        return endOf(call).disposition();
    }

    /// Why the caller left; a caller who did not leave fails the test.
    public HangupCause causeOf(CallId call) {
        return endOf(call).cause().orElseThrow(() -> new AssertionError("cause: none (expected: the caller left)"));
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
