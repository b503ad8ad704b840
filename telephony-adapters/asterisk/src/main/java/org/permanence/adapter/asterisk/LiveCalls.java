package org.permanence.adapter.asterisk;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.permanence.call.CallId;

/// The calls with a flow of this engine, and the legs that they ring.
final class LiveCalls {

    private final Map<CallId, LiveCall> calls = new ConcurrentHashMap<>();
    private final Map<String, LiveCall> byLeg = new ConcurrentHashMap<>();

    Optional<LiveCall> of(CallId call) {
        return Optional.ofNullable(calls.get(call));
    }

    Optional<LiveCall> ofCaller(String uniqueid) {
        return CallId.isValid(uniqueid) ? of(new CallId(uniqueid)) : Optional.empty();
    }

    Optional<LiveCall> ofLeg(String uniqueid) {
        return Optional.ofNullable(byLeg.get(uniqueid));
    }

    Collection<LiveCall> all() {
        return List.copyOf(calls.values());
    }

    void add(LiveCall call) {
        calls.put(call.id(), call);
    }

    void remove(LiveCall call) {
        calls.remove(call.id(), call);
    }

    void registerLeg(Leg leg, LiveCall call) {
        byLeg.put(leg.id(), call);
    }

    void unregisterLeg(Leg leg) {
        byLeg.remove(leg.id());
    }
}
