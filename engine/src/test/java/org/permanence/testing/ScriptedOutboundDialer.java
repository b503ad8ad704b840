package org.permanence.testing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.permanence.call.CallId;
import org.permanence.call.OutboundCall;
import org.permanence.call.OutboundDialer;

/// Outbound calls that ring until the test says how they end.
public final class ScriptedOutboundDialer implements OutboundDialer {

    private final Map<CallId, OutboundListener> ringing = new LinkedHashMap<>();
    private final List<OutboundCall> dialled = new ArrayList<>();

    @Override
    public void dial(OutboundCall outbound, OutboundListener listener) {
        dialled.add(outbound);
        ringing.put(outbound.call(), listener);
    }

    @Override
    public void cancel(CallId call) {
        ringing.remove(call);
    }

    /// All callbacks that were dialled, oldest first.
    public List<OutboundCall.Callback> callbacks() {
        return dialled(OutboundCall.Callback.class);
    }

    /// All notifications that were dialled, oldest first.
    public List<OutboundCall.Notification> notifications() {
        return dialled(OutboundCall.Notification.class);
    }

    /// Calls that ring now.
    public List<CallId> ringing() {
        return List.copyOf(ringing.keySet());
    }

    /// A person presses key 1.
    public void accepts(CallId call) {
        listener(call).accepted();
    }

    /// No answer, or a machine answers.
    public void goesUnanswered(CallId call) {
        listener(call).unanswered();
    }

    /// A person presses key 2.
    public void declines(CallId call) {
        listener(call).declined();
    }

    private <T extends OutboundCall> List<T> dialled(Class<T> type) {
        return dialled.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private OutboundListener listener(CallId call) {
        OutboundListener listener = ringing.remove(call);
        if (listener == null) {
            throw new AssertionError("call: not ringing (expected: ringing)");
        }
        return listener;
    }
}
