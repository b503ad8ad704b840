package org.permanence.testing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.permanence.call.CallId;
import org.permanence.call.OutboundDialer;

/// Telephones outside: who is rung stands here until the test says what becomes of it.
public final class ScriptedOutside implements OutboundDialer {

    private final Map<CallId, OutboundListener> ringing = new LinkedHashMap<>();
    private final List<OutboundCall> rung = new ArrayList<>();
    private final List<Notification> told = new ArrayList<>();

    @Override
    public void dial(OutboundCall outbound, OutboundListener listener) {
        rung.add(outbound);
        ringing.put(outbound.call(), listener);
    }

    @Override
    public void sendNotification(Notification notification, OutboundListener listener) {
        told.add(notification);
        ringing.put(notification.call(), listener);
    }

    /// All that were told something, oldest first.
    public List<Notification> told() {
        return List.copyOf(told);
    }

    @Override
    public void cancel(CallId call) {
        ringing.remove(call);
    }

    /// All that were rung, oldest first.
    public List<OutboundCall> rung() {
        return List.copyOf(rung);
    }

    /// Those that ring now.
    public List<CallId> ringing() {
        return List.copyOf(ringing.keySet());
    }

    /// A person presses the key: the call arrives.
    public void accepts(CallId call) {
        told(call).accepted();
    }

    /// Nobody answers, or a machine does.
    public void isInVain(CallId call) {
        told(call).unanswered();
    }

    private OutboundListener told(CallId call) {
        OutboundListener listener = ringing.remove(call);
        if (listener == null) {
            throw new AssertionError("nobody is rung for this call");
        }
        return listener;
    }
}
