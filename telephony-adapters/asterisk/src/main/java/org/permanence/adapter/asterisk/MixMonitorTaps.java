package org.permanence.adapter.asterisk;

import java.util.List;
import java.util.Optional;
import org.permanence.adapter.agi.AgiCommand;
import org.permanence.adapter.agi.AgiCommand.MixMonitor.Scope;
import org.permanence.adapter.ami.AmiAction;
import org.permanence.adapter.ami.ChannelName;
import org.permanence.adapter.audio.AudioPipes;
import org.permanence.call.AudioListener;
import org.permanence.call.CallId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Taps by MixMonitor: Asterisk copies each call into a pipe whenever the call is bridged.
final class MixMonitorTaps implements AudioTaps {

    private static final Logger LOG = LoggerFactory.getLogger(MixMonitorTaps.class);

    private final AudioPipes pipes;
    private final AmiCommands commands;

    MixMonitorTaps(AudioPipes pipes, AmiCommands commands) {
        this.pipes = pipes;
        this.commands = commands;
    }

    @Override
    public Optional<AgiCommand> tapConversation(CallId call, AudioListener listener) {
        return pipes.open(call, listener).map(pipe -> new AgiCommand.MixMonitor(pipe.toString(), Scope.BRIDGED));
    }

    @Override
    public Optional<AgiCommand> tapCaller(CallId call, AudioListener listener) {
        return Optional.of(
                new AgiCommand.MixMonitor(pipes.pipeFor(call, listener).toString(), Scope.WHOLE_CALL));
    }

    @Override
    public void drain(CallId call) {
        stopMixMonitor(call);
        pipes.callEnded(call);
    }

    @Override
    public void resume(CallId call, AudioListener listener) {
        pipes.setListener(call, listener);
    }

    @Override
    public void stop(CallId call) {
        pipes.detachListener(call);
        stopMixMonitor(call);
    }

    private void stopMixMonitor(CallId call) {
        commands.send(
                new AmiAction.StopMixMonitor(new ChannelName(call.value())),
                fault -> LOG.atInfo()
                        .addKeyValue("call", call)
                        .addKeyValue("reason", fault.reason())
                        .log("audio-tap.stop-failed"));
    }

    @Override
    public void callEnded(CallId call) {
        pipes.callEnded(call);
    }

    @Override
    public void onBridgeChanged(String bridge, String uniqueid) {}

    @Override
    public List<CallId> tappedCalls() {
        return pipes.calls();
    }

    @Override
    public List<CallId> resumableCalls() {
        return pipes.calls();
    }

    @Override
    public void reconcile(ChannelTable channelTable) {
        pipes.calls().stream()
                .filter(call -> !channelTable.hasChannel(call.value()))
                .forEach(pipes::callEnded);
    }
}
