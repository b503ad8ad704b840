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

/// Taps by AudioSocket, for an Asterisk on any host: two streams are requested for each conversation when it is
/// bridged. No tap stays in Asterisk between conversations, or after a crash of the engine, which ends the streams.
final class AudioSocketTaps implements AudioTaps {

    private final Map<CallId, AudioSocketTap> calls = new ConcurrentHashMap<>();
    private final AudioSocketTap.Services services;

    AudioSocketTaps(AudioSocketServer server, AmiCommands commands, ChannelTable channelTable, LegIds legIds) {
        this.services = new AudioSocketTap.Services(server, commands, channelTable, legIds);
    }

    @Override
    public Optional<AgiCommand> tapConversation(CallId call, AudioListener listener) {
        resume(call, listener);
        return Optional.empty();
    }

    /// Not possible in this mode: streams exist only during a conversation, so a caller who is alone cannot be
    /// tapped.
    @Override
    public Optional<AgiCommand> tapCaller(CallId call, AudioListener listener) {
        listener.ended();
        return Optional.empty();
    }

    @Override
    public void drain(CallId call) {
        stop(call);
    }

    @Override
    public void resume(CallId call, AudioListener listener) {
        AudioSocketTap tap = calls.computeIfAbsent(call, id -> new AudioSocketTap(id, services));
        tap.setListener(listener);
        if (services.channelTable().isKnown() && !services.channelTable().hasChannel(call.value())) {
            callEnded(call); // The caller left while the tap started: the hang-up was reported earlier.
        } else {
            tap.refresh();
        }
    }

    @Override
    public void stop(CallId call) {
        AudioSocketTap tap = calls.remove(call);
        if (tap != null) {
            tap.detachListener();
            tap.callEnded();
        }
    }

    @Override
    public void callEnded(CallId call) {
        AudioSocketTap tap = calls.remove(call);
        if (tap != null) {
            tap.callEnded();
        }
    }

    @Override
    public void onBridgeChanged(String bridge, String uniqueid) {
        refresh(uniqueid);
        services.channelTable().membersOf(bridge).forEach(this::refresh);
    }

    @Override
    public List<CallId> tappedCalls() {
        return List.copyOf(calls.keySet());
    }

    @Override
    public List<CallId> resumableCalls() {
        return services.channelTable().callers().entrySet().stream()
                .filter(caller -> caller.getValue() == CallerLocation.TALKING)
                .map(Map.Entry::getKey)
                .toList();
    }

    @Override
    public void reconcile(ChannelTable channelTable) {
        for (CallId call : tappedCalls()) {
            if (channelTable.hasChannel(call.value())) {
                refresh(call.value());
            } else {
                callEnded(call);
            }
        }
    }

    private void refresh(String uniqueid) {
        if (CallId.isValid(uniqueid)) {
            AudioSocketTap tap = calls.get(new CallId(uniqueid));
            if (tap != null) {
                tap.refresh();
            }
        }
    }
}
