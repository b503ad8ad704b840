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

/// Where the time of our calls went, by the journal, which writes down each station to the microsecond. A call is
/// found in it by its arrival, which is the next after the caller's INVITE.
final class LagStations {

    /// The stations that are read, and what lies before each of them.
    private static final Map<String, String> WAY = new LinkedHashMap<>();

    private static final String LAST = "Originate by AMI, Asterisk rings her";

    static {
        WAY.put("arrived", "Asterisk, dialplan, FastAGI opened, thread");
        WAY.put("answered", "Answer by AGI");
        WAY.put("triaged", "greeting, question (left out)");
        WAY.put("queued", "place, match: one transaction");
        WAY.put("assistant-reserved", "offer found");
    }

    private final TreeMap<Instant, Map<String, Instant>> byArrival = new TreeMap<>();

    LagStations(JsonNode journal) {
        Map<String, Map<String, Instant>> calls = new HashMap<>();
        journal.forEach(entry -> calls.computeIfAbsent(entry.path("call").asString(), _ -> new HashMap<>())
                .putIfAbsent(
                        entry.path("station").asString(),
                        Instant.parse(entry.path("at").asString())));
        calls.values().stream()
                .filter(stations -> stations.keySet().containsAll(WAY.keySet()))
                .forEach(stations -> byArrival.put(stations.getOrDefault("arrived", Instant.MIN), stations));
    }

    /// How long each part took. Calls arrive in the order they were placed.
    Map<String, List<Duration>> parts(List<LagTelephones.Placed> placed) {
        Map<String, List<Duration>> parts = new LinkedHashMap<>();
        var arrivals = new TreeMap<>(byArrival);
        for (var call : placed) {
            Instant arrived = arrivals.higherKey(call.sentAt());
            if (call.hasRung() && arrived != null && arrived.isBefore(call.rungAt())) {
                Map<String, Instant> stations = Objects.requireNonNull(arrivals.remove(arrived));
                Instant before = call.sentAt();
                for (var station : WAY.entrySet()) {
                    Instant at = stations.getOrDefault(station.getKey(), before);
                    parts.computeIfAbsent(station.getValue(), _ -> new ArrayList<>())
                            .add(Duration.between(before, at));
                    before = at;
                }
                parts.computeIfAbsent(LAST, _ -> new ArrayList<>()).add(Duration.between(before, call.rungAt()));
            }
        }
        return parts;
    }
}
