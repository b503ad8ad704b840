package org.permanence.adapter.asterisk;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.permanence.adapter.ami.AmiAction;
import org.permanence.adapter.ami.ChannelName;
import org.permanence.adapter.ami.DialTarget;
import org.permanence.call.CallId;
import org.permanence.call.OutboundCall;
import org.permanence.call.OutboundDialer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Rings callbacks and notifications by AMI. The dialplan plays the question to the person who answers, and key 1
/// accepts. A call that ends before that is unanswered.
public final class AmiOutboundDialer implements OutboundDialer {

    private static final Logger LOG = LoggerFactory.getLogger(AmiOutboundDialer.class);
    private static final int NORMAL_CLEARING = 16;

    private final AmiCommands commands;
    private final PromptFiles promptFiles;
    private final DialTargets dialTargets;
    private final Map<String, OutboundListener> pending = new ConcurrentHashMap<>();

    /// @param dialTargets the lines that notifications ring
    public AmiOutboundDialer(AmiCommands commands, PromptFiles promptFiles, DialTargets dialTargets) {
        this.commands = commands;
        this.promptFiles = promptFiles;
        this.dialTargets = dialTargets;
    }

    @Override
    public void dial(OutboundCall outbound, OutboundListener listener) {
        String id = outbound.call().value();
        AmiAction action = originateAction(outbound); // If a prompt or a line is missing, nothing is pending.
        pending.put(id, listener);
        commands.send(action, fault -> {
            LOG.atWarn()
                    .addKeyValue("call", id)
                    .addKeyValue("reason", fault.reason())
                    .log("outbound.dial-failed");
            // If Asterisk dialled all the same, the person who accepts arrives as a call, and the flow finds their
            // queue entry.
            onEnded(id);
        });
    }

    private AmiAction originateAction(OutboundCall outbound) {
        String id = outbound.call().value();
        String question = promptFiles.path(outbound.question());
        return switch (outbound) {
            case OutboundCall.Callback callback ->
                new AmiAction.CallBack(
                        new DialTarget.TrunkNumber(
                                new DialTarget.Endpoint(callback.trunk().name()), callback.number()),
                        id,
                        callback.practiceNumber(),
                        callback.ringTimeout(),
                        question);
            case OutboundCall.Notification notification ->
                new AmiAction.Notify(
                        dialTargets.target(notification.line()),
                        id,
                        notification.practiceNumber(),
                        notification.ringTimeout(),
                        question,
                        promptFiles.path(notification.confirmation()));
        };
    }

    @Override
    public void cancel(CallId call) {
        if (pending.remove(call.value()) != null) {
            commands.send(
                    new AmiAction.HangUp(new ChannelName(call.value()), NORMAL_CLEARING),
                    fault -> LOG.atInfo().addKeyValue("reason", fault.reason()).log("outbound.hangup-failed"));
        }
    }

    /// The person who answered pressed key 1: a callback has arrived, or a notification is accepted.
    void onAccepted(String uniqueid) {
        Optional.ofNullable(pending.remove(uniqueid)).ifPresent(OutboundListener::accepted);
    }

    /// The person who answered pressed key 2.
    void onDeclined(String uniqueid) {
        Optional.ofNullable(pending.remove(uniqueid)).ifPresent(OutboundListener::declined);
    }

    /// The telephone was not rung, did not answer, or is gone.
    void onEnded(String uniqueid) {
        Optional.ofNullable(pending.remove(uniqueid)).ifPresent(OutboundListener::unanswered);
    }

    /// Ends the calls whose channels are gone: their events were missed.
    void reconcile(ChannelTable channelTable) {
        pending.keySet().stream()
                .filter(id -> !channelTable.hasChannel(id))
                .toList()
                .forEach(this::onEnded);
    }
}
