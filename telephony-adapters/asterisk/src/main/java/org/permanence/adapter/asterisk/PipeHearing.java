package org.permanence.adapter.asterisk;

import java.util.List;
import java.util.Optional;
import org.permanence.adapter.agi.AgiCommand;
import org.permanence.adapter.agi.AgiCommand.MixMonitor.While;
import org.permanence.adapter.ami.AmiAction;
import org.permanence.adapter.ami.ChannelName;
import org.permanence.adapter.audio.SoundPipes;
import org.permanence.call.AudioListener;
import org.permanence.call.CallId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asterisk copies each call into a pipe of its own: it does so itself whenever the call is joined.
final class PipeHearing implements Hearing {

    private static final Logger LOG = LoggerFactory.getLogger(PipeHearing.class);

    private final SoundPipes pipes;
    private final Orders orders;

    PipeHearing(SoundPipes pipes, Orders orders) {
        this.pipes = pipes;
        this.orders = orders;
    }

    @Override
    public Optional<AgiCommand> begin(CallId call, AudioListener listener) {
        return pipes.open(call, listener).map(pipe -> new AgiCommand.MixMonitor(pipe.toString(), While.JOINED));
    }

    @Override
    public Optional<AgiCommand> beginAlone(CallId call, AudioListener listener) {
        return Optional.of(new AgiCommand.MixMonitor(pipes.into(call, listener).toString(), While.CALLING));
    }

    @Override
    public void finish(CallId call) {
        stopCopying(call);
        pipes.callEnded(call);
    }

    @Override
    public void resume(CallId call, AudioListener listener) {
        pipes.hear(call, listener);
    }

    @Override
    public void stop(CallId call) {
        pipes.deafen(call);
        stopCopying(call);
    }

    private void stopCopying(CallId call) {
        orders.give(
                new AmiAction.StopMixMonitor(new ChannelName(call.value())),
                fault -> LOG.atInfo()
                        .addKeyValue("call", call)
                        .addKeyValue("reason", fault.reason())
                        .log("listening.not-stopped"));
    }

    @Override
    public void callEnded(CallId call) {
        pipes.callEnded(call);
    }

    @Override
    public void moved(String bridge, String uniqueid) {}

    @Override
    public List<CallId> calls() {
        return pipes.calls();
    }

    @Override
    public List<CallId> resumable() {
        return pipes.calls();
    }

    @Override
    public void compare(Picture picture) {
        pipes.calls().stream().filter(call -> !picture.hasChannel(call.value())).forEach(pipes::callEnded);
    }
}
