package org.permanence.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.permanence.call.CallId;
import org.permanence.journal.JournalEntry;
import org.permanence.journal.Station;

/// Some of one call's journal entries, summed up for the call's record.
record CallSummary(JournalEntry first, JournalEntry last, Facts facts, Optional<Instant> ended) {

    static Collection<CallSummary> of(List<JournalEntry> entries) {
        Map<CallId, CallSummary> calls = new LinkedHashMap<>();
        for (JournalEntry entry : entries) {
            calls.merge(entry.call(), begunBy(entry), CallSummary::then);
        }
        return new ArrayList<>(calls.values());
    }

    private static CallSummary begunBy(JournalEntry entry) {
        boolean over = entry.station() == Station.ENDED;
        return new CallSummary(
                entry, entry, Facts.of(entry.detail()), over ? Optional.of(entry.at()) : Optional.empty());
    }

    private CallSummary then(CallSummary later) {
        return new CallSummary(first, later.last, facts.then(later.facts), later.ended.or(() -> ended));
    }
}
