package org.permanence.testing;

import static java.util.stream.Collectors.groupingBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.permanence.access.PracticeScope;
import org.permanence.call.CallId;
import org.permanence.call.Line;
import org.permanence.journal.CallEvent;
import org.permanence.journal.CallRecord;
import org.permanence.journal.Consent;
import org.permanence.journal.JournalEntry;
import org.permanence.journal.JournalEntry.Detail;
import org.permanence.journal.JournalStore;
import org.permanence.practice.Language;
import org.permanence.queue.StoreUnavailableException;
import org.permanence.triage.Urgency;

/// The journal store in memory. Thread-safe.
public final class InMemoryJournalStore implements JournalStore {

    private final List<JournalEntry> stored = new ArrayList<>();
    private boolean unavailable;
    private boolean failsAfterWrite;

    public synchronized void becomeUnavailable() {
        unavailable = true;
    }

    public synchronized void becomeAvailable() {
        unavailable = false;
    }

    /// Makes the next write store its batch and then fail, as if the confirmation were lost.
    public synchronized void failAfterNextWrite() {
        failsAfterWrite = true;
    }

    @Override
    public synchronized void write(List<JournalEntry> entries) {
        if (unavailable) {
            throw new StoreUnavailableException(
                    "journal: write", new IllegalStateException("store: unavailable (expected: available)"));
        }
        stored.addAll(entries);
        if (failsAfterWrite) {
            failsAfterWrite = false;
            throw new StoreUnavailableException(
                    "journal: write", new IllegalStateException("confirmation: lost (expected: received)"));
        }
    }

    /// All entries in the order of writing.
    public synchronized List<JournalEntry> entries() {
        return List.copyOf(stored);
    }

    @Override
    public synchronized List<JournalEntry> entries(CallId call) {
        return stored.stream().filter(entry -> entry.call().equals(call)).toList();
    }

    @Override
    public synchronized List<JournalEntry> latest(PracticeScope scope, int limit) {
        List<JournalEntry> inScope = stored.stream()
                .filter(entry -> scope.contains(entry.practice()))
                .toList();
        return inScope.subList(Math.max(0, inScope.size() - limit), inScope.size());
    }

    @Override
    public Optional<CallRecord> openCall(CallId call) {
        List<JournalEntry> entries = entries(call);
        boolean open = !entries.isEmpty() && entries.getLast().event() != CallEvent.ENDED;
        return open ? Optional.of(record(entries)) : Optional.empty();
    }

    @Override
    public List<CallRecord> openCalls() {
        return entries().stream()
                .collect(groupingBy(JournalEntry::call, LinkedHashMap::new, Collectors.toList()))
                .keySet()
                .stream()
                .flatMap(call -> openCall(call).stream())
                .sorted(Comparator.comparing(CallRecord::arrived))
                .toList();
    }

    private static CallRecord record(List<JournalEntry> entries) {
        JournalEntry first = entries.getFirst();
        Optional<Urgency> urgency =
                last(entries, detail -> detail instanceof Detail.WithUrgency(var known, var _) ? known : null);
        Optional<Language> language = last(
                entries, detail -> detail instanceof Detail.WithUrgency(var _, var known) ? known.orElse(null) : null);
        Optional<Line> line = last(entries, detail -> detail instanceof Detail.WithLine(var rung) ? rung : null);
        Optional<Consent> consent = entries.reversed().stream()
                .flatMap(entry -> Consent.of(entry.event()).stream())
                .findFirst();
        CallEvent lastEvent = entries.reversed().stream()
                .map(JournalEntry::event)
                .filter(event -> Consent.of(event).isEmpty())
                .findFirst()
                .orElseThrow();
        return new CallRecord(first.call(), first.practice(), first.at(), lastEvent, urgency, line, consent, language);
    }

    private static <T> Optional<T> last(List<JournalEntry> entries, Function<Detail, @Nullable T> extractor) {
        return entries.reversed().stream()
                .map(JournalEntry::detail)
                .map(extractor)
                .filter(Objects::nonNull)
                .findFirst();
    }
}
