package org.permanence.adapter.asterisk;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.permanence.adapter.agi.AgiCommand;
import org.permanence.adapter.audiosocket.AudioSocketServer;
import org.permanence.call.AudioListener;
import org.permanence.call.CallId;
import org.permanence.call.Switchboard.CallerLocation;

/// Asterisk, on whatever host, is asked for two streams of each talk as soon as it is joined. Nothing is in
/// Asterisk between talks, and nothing of an engine that died: its streams ended with it.
final class FarHearing implements Hearing {

    private final Map<CallId, FarCall> calls = new ConcurrentHashMap<>();
    private final FarCall.Means means;

    FarHearing(AudioSocketServer server, Orders orders, Picture picture, LegNames names) {
        this.means = new FarCall.Means(server, orders, picture, names);
    }

    @Override
    public Optional<AgiCommand> begin(CallId call, AudioListener listener) {
        resume(call, listener);
        return Optional.empty();
    }

    /// A talk has two streams, and who is alone has none: nothing is heard of them.
    @Override
    public Optional<AgiCommand> beginAlone(CallId call, AudioListener listener) {
        listener.ended();
        return Optional.empty();
    }

    @Override
    public void finish(CallId call) {
        stop(call);
    }

    @Override
    public void resume(CallId call, AudioListener listener) {
        FarCall begun = calls.computeIfAbsent(call, id -> new FarCall(id, means));
        begun.heardBy(listener);
        if (means.picture().isKnown() && !means.picture().hasChannel(call.value())) {
            callEnded(call); // The caller left as it began: their end was told before.
        } else {
            begun.look();
        }
    }

    @Override
    public void stop(CallId call) {
        FarCall stopped = calls.remove(call);
        if (stopped != null) {
            stopped.deafen();
            stopped.callEnded();
        }
    }

    @Override
    public void callEnded(CallId call) {
        FarCall ended = calls.remove(call);
        if (ended != null) {
            ended.callEnded();
        }
    }

    @Override
    public void moved(String bridge, String uniqueid) {
        look(uniqueid);
        means.picture().membersOf(bridge).forEach(this::look);
    }

    @Override
    public List<CallId> calls() {
        return List.copyOf(calls.keySet());
    }

    @Override
    public List<CallId> resumable() {
        return means.picture().callers().entrySet().stream()
                .filter(caller -> caller.getValue() == CallerLocation.TALKING)
                .map(Map.Entry::getKey)
                .toList();
    }

    @Override
    public void compare(Picture picture) {
        for (CallId call : calls()) {
            if (picture.hasChannel(call.value())) {
                look(call.value());
            } else {
                callEnded(call);
            }
        }
    }

    private void look(String uniqueid) {
        if (CallId.isValid(uniqueid)) {
            FarCall call = calls.get(new CallId(uniqueid));
            if (call != null) {
                call.look();
            }
        }
    }
}
