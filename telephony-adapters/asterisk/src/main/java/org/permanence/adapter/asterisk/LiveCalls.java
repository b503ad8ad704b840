package org.permanence.adapter.asterisk;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.permanence.call.CallId;

/// The calls a flow of this engine looks after, and the legs they ring.
final class LiveCalls {

    private final Map<CallId, AsteriskCall> calls = new ConcurrentHashMap<>();
    private final Map<String, AsteriskCall> byLeg = new ConcurrentHashMap<>();

    Optional<AsteriskCall> of(CallId call) {
        return Optional.ofNullable(calls.get(call));
    }

    Optional<AsteriskCall> ofCaller(String uniqueid) {
        return CallId.isValid(uniqueid) ? of(new CallId(uniqueid)) : Optional.empty();
    }

    Optional<AsteriskCall> ofLeg(String uniqueid) {
        return Optional.ofNullable(byLeg.get(uniqueid));
    }

    Collection<AsteriskCall> all() {
        return List.copyOf(calls.values());
    }

    void add(AsteriskCall call) {
        calls.put(call.id(), call);
    }

    void remove(AsteriskCall call) {
        calls.remove(call.id(), call);
    }

    void registerLeg(Leg leg, AsteriskCall call) {
        byLeg.put(leg.id(), call);
    }

    void unregisterLeg(Leg leg) {
        byLeg.remove(leg.id());
    }
}
