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

/// Some of one call's journal entries, summed up for the call's record.
///
/// @param place the last station that is a place on the way; none where the entries say only what the caller
/// consents to
/// @param arrives whether the call arrives in these entries: what was known of it before is over, but for the
/// consent
record CallSummary(
        JournalEntry first,
        boolean arrives,
        Optional<CallEvent> place,
        Facts facts,
        Optional<Consent> consent,
        Optional<Instant> ended) {

    static Collection<CallSummary> of(List<JournalEntry> entries) {
        Map<CallId, CallSummary> calls = new LinkedHashMap<>();
        for (JournalEntry entry : entries) {
            calls.merge(entry.call(), begunBy(entry), CallSummary::then);
        }
        return new ArrayList<>(calls.values());
    }

    private static CallSummary begunBy(JournalEntry entry) {
        boolean over = entry.event() == CallEvent.ENDED;
        Optional<Consent> consent = Consent.of(entry.event());
        return new CallSummary(
                entry,
                entry.event() == CallEvent.ARRIVED,
                Optional.of(entry.event()).filter(CallEvent::changesCallState),
                Facts.of(entry.detail()),
                consent,
                over ? Optional.of(entry.at()) : Optional.empty());
    }

    private CallSummary then(CallSummary later) {
        Optional<Consent> latest = later.consent.or(() -> consent);
        if (later.arrives) {
            return new CallSummary(first, true, later.place, later.facts, latest, later.ended);
        }
        return new CallSummary(
                first,
                arrives,
                later.place.or(() -> place),
                facts.then(later.facts),
                latest,
                later.ended.or(() -> ended));
    }
}
