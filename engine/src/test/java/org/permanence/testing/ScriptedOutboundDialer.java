package org.permanence.testing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.permanence.call.CallId;
import org.permanence.call.OutboundDialer;

/// Telephones outside: who is rung stands here until the test says what becomes of it.
public final class ScriptedOutboundDialer implements OutboundDialer {

    private final Map<CallId, OutboundListener> ringing = new LinkedHashMap<>();
    private final List<OutboundCall> outboundCalls = new ArrayList<>();
    private final List<Notification> notifications = new ArrayList<>();

    @Override
    public void dial(OutboundCall outbound, OutboundListener listener) {
        outboundCalls.add(outbound);
        ringing.put(outbound.call(), listener);
    }

    @Override
    public void sendNotification(Notification notification, OutboundListener listener) {
        notifications.add(notification);
        ringing.put(notification.call(), listener);
    }

    /// All that were told something, oldest first.
    public List<Notification> notifications() {
        return List.copyOf(notifications);
    }

    @Override
    public void cancel(CallId call) {
        ringing.remove(call);
    }

    /// All that were rung, oldest first.
    public List<OutboundCall> outboundCalls() {
        return List.copyOf(outboundCalls);
    }

    /// Those that ring now.
    public List<CallId> ringing() {
        return List.copyOf(ringing.keySet());
    }

    /// A person presses the key: the call arrives.
    public void accepts(CallId call) {
        notifications(call).accepted();
    }

    /// Nobody answers, or a machine does.
    public void goesUnanswered(CallId call) {
        notifications(call).unanswered();
    }

    private OutboundListener notifications(CallId call) {
        OutboundListener listener = ringing.remove(call);
        if (listener == null) {
            throw new AssertionError("nobody is rung for this call");
        }
        return listener;
    }
}
