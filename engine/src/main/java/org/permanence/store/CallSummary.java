package org.permanence.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.permanence.call.CallId;
import org.permanence.journal.CallEvent;
import org.permanence.journal.Consent;
import org.permanence.journal.JournalEntry;

/// A summary of some journal entries of one call, for its record.
///
/// @param lastEvent the last event that changed the call's state; empty if the entries hold consent only
/// @param hasArrival whether the call arrives in these entries; then all earlier facts except consent are reset
record CallSummary(
        JournalEntry first,
        boolean hasArrival,
        Optional<CallEvent> lastEvent,
        JournalColumns columns,
        Optional<Consent> consent,
        Optional<Instant> endedAt) {

    static Collection<CallSummary> of(List<JournalEntry> entries) {
        Map<CallId, CallSummary> calls = new LinkedHashMap<>();
        for (JournalEntry entry : entries) {
            calls.merge(entry.call(), fromEntry(entry), CallSummary::updatedWith);
        }
        return new ArrayList<>(calls.values());
    }

    private static CallSummary fromEntry(JournalEntry entry) {
        boolean isEnd = entry.event() == CallEvent.ENDED;
        Optional<Consent> consent = Consent.of(entry.event());
        return new CallSummary(
                entry,
                entry.event() == CallEvent.ARRIVED,
                Optional.of(entry.event()).filter(CallEvent::changesCallState),
                JournalColumns.of(entry.detail()),
                consent,
                isEnd ? Optional.of(entry.at()) : Optional.empty());
    }

    private CallSummary updatedWith(CallSummary later) {
        Optional<Consent> latest = later.consent.or(() -> consent);
        if (later.hasArrival) {
            return new CallSummary(first, true, later.lastEvent, later.columns, latest, later.endedAt);
        }
        return new CallSummary(
                first,
                hasArrival,
                later.lastEvent.or(() -> lastEvent),
                columns.updatedWith(later.columns),
                latest,
                later.endedAt.or(() -> endedAt));
    }
}
