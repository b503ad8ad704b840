package org.permanence.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/// Breaks down the lag of the engine's calls by the journal, which has each event to the microsecond. A call is
/// found by its arrival, the next one after the caller's INVITE.
final class LagBreakdown {

    /// The journal events that are used, and the part of the lag that ends with each.
    private static final Map<String, String> EVENTS = new LinkedHashMap<>();

    private static final String LAST_PART = "Originate by AMI, Asterisk rings the assistant";

    static {
        EVENTS.put("arrived", "Asterisk, dialplan, FastAGI opened, thread");
        EVENTS.put("answered", "Answer by AGI");
        EVENTS.put("triaged", "greeting, question (left out)");
        EVENTS.put("queued", "place, match: one transaction");
        EVENTS.put("assistant-reserved", "offer found");
    }

    private final TreeMap<Instant, Map<String, Instant>> byArrival = new TreeMap<>();

    LagBreakdown(JsonNode journal) {
        Map<String, Map<String, Instant>> calls = new HashMap<>();
        journal.forEach(entry -> calls.computeIfAbsent(entry.path("call").asString(), _ -> new HashMap<>())
                .putIfAbsent(
                        entry.path("event").asString(),
                        Instant.parse(entry.path("at").asString())));
        calls.values().stream()
                .filter(events -> events.keySet().containsAll(EVENTS.keySet()))
                .forEach(events -> byArrival.put(events.getOrDefault("arrived", Instant.MIN), events));
    }

    /// The duration of each part. Calls arrive in the order in which they were placed.
    Map<String, List<Duration>> parts(List<LagTelephones.PlacedCall> placed) {
        Map<String, List<Duration>> parts = new LinkedHashMap<>();
        var arrivals = new TreeMap<>(byArrival);
        for (var call : placed) {
            Instant arrived = arrivals.higherKey(call.sentAt());
            if (call.hasRung() && arrived != null && arrived.isBefore(call.rungAt())) {
                Map<String, Instant> events = Objects.requireNonNull(arrivals.remove(arrived));
                Instant before = call.sentAt();
                for (var event : EVENTS.entrySet()) {
                    Instant at = events.getOrDefault(event.getKey(), before);
                    parts.computeIfAbsent(event.getValue(), _ -> new ArrayList<>())
                            .add(Duration.between(before, at));
                    before = at;
                }
                parts.computeIfAbsent(LAST_PART, _ -> new ArrayList<>()).add(Duration.between(before, call.rungAt()));
            }
        }
        return parts;
    }
}
