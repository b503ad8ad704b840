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
public final class Outgoing implements OutboundDialer {

    /// The dialplan's word that whoever was told something accepts.
    static final String ACCEPTED_EVENT = "PermAccepted";

    private static final Logger LOG = LoggerFactory.getLogger(Outgoing.class);
    private static final int NORMAL_CLEARING = 16;

    private final Orders orders;
    private final Sounds sounds;
    private final Lines lines;
    private final Map<String, OutboundListener> rung = new ConcurrentHashMap<>();

    /// @param lines where whoever is told something is rung
    public Outgoing(Orders orders, Sounds sounds, Lines lines) {
        this.orders = orders;
        this.sounds = sounds;
        this.lines = lines;
    }

    @Override
    public void dial(OutboundCall outbound, OutboundListener listener) {
        String id = outbound.call().value();
        var target = new DialTarget.TrunkNumber(
                new DialTarget.Endpoint(outbound.trunk().name()), outbound.number());
        give(
                new AmiAction.CallBack(
                        target,
                        id,
                        outbound.practiceNumber(),
                        outbound.ringTimeout(),
                        sounds.path(outbound.question())),
                outbound.call(),
                listener);
    }

    @Override
    public void sendNotification(Notification notification, OutboundListener listener) {
        give(
                new AmiAction.Tell(
                        lines.target(notification.line()),
                        notification.call().value(),
                        notification.practiceNumber(),
                        notification.ringTimeout(),
                        sounds.path(notification.question()),
                        sounds.path(notification.confirmation())),
                notification.call(),
                listener);
    }

    private void give(AmiAction order, CallId call, OutboundListener listener) {
        rung.put(call.value(), listener);
        orders.give(order, fault -> {
            LOG.atWarn()
                    .addKeyValue("call", call)
                    .addKeyValue("reason", fault.reason())
                    .log("outgoing.not-rung");
            // Where it was carried out all the same, whoever answers arrives, and finds the place.
            ended(call.value());
        });
    }

    @Override
    public void cancel(CallId call) {
        if (rung.remove(call.value()) != null) {
            orders.give(
                    new AmiAction.HangUp(new ChannelName(call.value()), NORMAL_CLEARING),
                    fault -> LOG.atInfo().addKeyValue("reason", fault.reason()).log("callback.not-hung-up"));
        }
    }

    /// A person answered: the call has arrived, or whoever was told something accepts.
    void accepted(String uniqueid) {
        Optional.ofNullable(rung.remove(uniqueid)).ifPresent(OutboundListener::accepted);
    }

    /// The telephone was not rung, did not answer, or is gone.
    void ended(String uniqueid) {
        Optional.ofNullable(rung.remove(uniqueid)).ifPresent(OutboundListener::unanswered);
    }

    /// What has ended while nothing was known.
    void compare(Picture picture) {
        rung.keySet().stream().filter(id -> !picture.hasChannel(id)).toList().forEach(this::ended);
    }
}
