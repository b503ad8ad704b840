package org.permanence.adapter.asterisk;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.permanence.adapter.ami.AmiAction;
import org.permanence.adapter.ami.ChannelName;
import org.permanence.adapter.ami.DialTarget;
import org.permanence.call.CallId;
import org.permanence.call.OutboundDialer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whom this engine rings where nobody waits on the line: patients who are called back, and whoever is told
/// something. The dialplan asks whoever answers, and lets in, or notes, who presses key 1; what ends before that
/// was in vain.
public final class AmiOutboundDialer implements OutboundDialer {

    private static final Logger LOG = LoggerFactory.getLogger(AmiOutboundDialer.class);
    private static final int NORMAL_CLEARING = 16;

    private final AmiCommands commands;
    private final PromptFiles promptFiles;
    private final DialTargets dialTargets;
    private final Map<String, OutboundListener> pending = new ConcurrentHashMap<>();

    /// @param lines where whoever is told something is rung
    public AmiOutboundDialer(AmiCommands commands, PromptFiles promptFiles, DialTargets dialTargets) {
        this.commands = commands;
        this.promptFiles = promptFiles;
        this.dialTargets = dialTargets;
    }

    @Override
    public void dial(OutboundCall outbound, OutboundListener listener) {
        String id = outbound.call().value();
        var target = new DialTarget.TrunkNumber(
                new DialTarget.Endpoint(outbound.trunk().name()), outbound.number());
        originate(
                new AmiAction.CallBack(
                        target,
                        id,
                        outbound.practiceNumber(),
                        outbound.ringTimeout(),
                        promptFiles.path(outbound.question())),
                outbound.call(),
                listener);
    }

    @Override
    public void sendNotification(Notification notification, OutboundListener listener) {
        originate(
                new AmiAction.Notify(
                        dialTargets.target(notification.line()),
                        notification.call().value(),
                        notification.practiceNumber(),
                        notification.ringTimeout(),
                        promptFiles.path(notification.question()),
                        promptFiles.path(notification.confirmation())),
                notification.call(),
                listener);
    }

    private void originate(AmiAction action, CallId call, OutboundListener listener) {
        pending.put(call.value(), listener);
        commands.send(action, fault -> {
            LOG.atWarn()
                    .addKeyValue("call", call)
                    .addKeyValue("reason", fault.reason())
                    .log("outgoing.not-rung");
            // Where it was carried out all the same, whoever answers arrives, and finds the place.
            onEnded(call.value());
        });
    }

    @Override
    public void cancel(CallId call) {
        if (pending.remove(call.value()) != null) {
            commands.send(
                    new AmiAction.HangUp(new ChannelName(call.value()), NORMAL_CLEARING),
                    fault -> LOG.atInfo().addKeyValue("reason", fault.reason()).log("callback.not-hung-up"));
        }
    }

    /// A person answered: the call has arrived, or whoever was told something accepts.
    void onAccepted(String uniqueid) {
        Optional.ofNullable(pending.remove(uniqueid)).ifPresent(OutboundListener::accepted);
    }

    /// The telephone was not rung, did not answer, or is gone.
    void onEnded(String uniqueid) {
        Optional.ofNullable(pending.remove(uniqueid)).ifPresent(OutboundListener::unanswered);
    }

    /// What has ended while nothing was known.
    void reconcile(ChannelTable channelTable) {
        pending.keySet().stream()
                .filter(id -> !channelTable.hasChannel(id))
                .toList()
                .forEach(this::onEnded);
    }
}
