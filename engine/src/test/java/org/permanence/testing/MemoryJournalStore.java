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

/// The journal's store in memory. Thread-safe.
public final class MemoryJournalStore implements JournalStore {

    private final List<JournalEntry> kept = new ArrayList<>();
    private boolean away;
    private boolean losesItsAnswer;

    public synchronized void goesAway() {
        away = true;
    }

    public synchronized void comesBack() {
        away = false;
    }

    /// It takes the next batch, and is cut off before it can say so.
    public synchronized void losesItsNextAnswer() {
        losesItsAnswer = true;
    }

    @Override
    public synchronized void write(List<JournalEntry> entries) {
        if (away) {
            throw new StoreUnavailableException(
                    "journal: write", new IllegalStateException("store: away (expected: there)"));
        }
        kept.addAll(entries);
        if (losesItsAnswer) {
            losesItsAnswer = false;
            throw new StoreUnavailableException(
                    "journal: write", new IllegalStateException("answer: lost (expected: one)"));
        }
    }

    /// Every entry kept, in the order of writing.
    public synchronized List<JournalEntry> entries() {
        return List.copyOf(kept);
    }

    @Override
    public synchronized List<JournalEntry> entries(CallId call) {
        return kept.stream().filter(entry -> entry.call().equals(call)).toList();
    }

    @Override
    public synchronized List<JournalEntry> latest(int limit) {
        return List.copyOf(kept.subList(Math.max(0, kept.size() - limit), kept.size()));
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
        CallEvent place = entries.reversed().stream()
                .map(JournalEntry::event)
                .filter(event -> Consent.of(event).isEmpty())
                .findFirst()
                .orElseThrow();
        return new CallRecord(first.call(), first.practice(), first.at(), place, urgency, line, consent, language);
    }

    private static <T> Optional<T> last(List<JournalEntry> entries, Function<Detail, @Nullable T> what) {
        return entries.reversed().stream()
                .map(JournalEntry::detail)
                .map(what)
                .filter(Objects::nonNull)
                .findFirst();
    }
}
