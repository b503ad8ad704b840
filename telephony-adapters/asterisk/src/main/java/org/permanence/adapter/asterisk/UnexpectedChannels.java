package org.permanence.adapter.asterisk;

import java.util.regex.Pattern;
import org.permanence.adapter.ami.AmiAction;
import org.permanence.adapter.ami.AmiEvent.ChannelNew;
import org.permanence.adapter.ami.ChannelName;
import org.permanence.adapter.ami.ChannelPhase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hangs up each new channel that belongs to no call, such as one to which a telephone redirected a call. The
/// dialplan follows no redirection, so none is expected. A channel belongs to a call in one of these cases:
///
/// 1. An engine chose its uniqueid: it rings a leg, or taps a call.
/// 2. It is an inbound call.
/// 3. The dialplan rings it for a leg that an engine ordered, which rings one telephone.
/// 4. The dialplan rings it for a caller without a flow: a fallback line.
final class UnexpectedChannels {

    private static final Logger LOG = LoggerFactory.getLogger(UnexpectedChannels.class);
    private static final String SIP = "PJSIP/";

    /// Q.850: call rejected.
    private static final int REJECTED = 21;

    /// A uniqueid that Asterisk made, such as `lab-1795310802.7`.
    private static final Pattern MADE_BY_ASTERISK = Pattern.compile("(.*-)?[0-9]+\\.[0-9]+");

    private final SwitchContext context;
    private final AmiCommands commands;
    private final Runnable onUnexpected;

    /// @param onUnexpected runs for each such channel
    UnexpectedChannels(SwitchContext context, AmiCommands commands, Runnable onUnexpected) {
        this.context = context;
        this.commands = commands;
        this.onUnexpected = onUnexpected;
    }

    /// Checks a channel before it enters the channel table.
    void check(ChannelNew created) {
        if (context.channelTable().hasChannel(created.uniqueid()) || isExpected(created)) {
            return;
        }
        onUnexpected.run();
        LOG.atError().addKeyValue("phase", created.phase()).log("switch.unexpected-channel");
        commands.send(
                new AmiAction.HangUp(new ChannelName(created.uniqueid()), REJECTED),
                fault -> LOG.atWarn()
                        .addKeyValue("reason", fault.reason())
                        .log("switch.unexpected-channel-not-hung-up"));
    }

    private boolean isExpected(ChannelNew created) {
        if (isChosen(created.uniqueid())) {
            return context.isTap(created.uniqueid()) || created.channel().startsWith(DialplanNames.RING_LEG_CHANNEL);
        }
        if (!created.channel().startsWith(SIP)) {
            return false;
        }
        if (created.linkedid().equals(created.uniqueid())) {
            return created.phase() == ChannelPhase.RING;
        }
        return isChosen(created.linkedid())
                ? !context.channelTable().hasRung(created.linkedid())
                : !isHandled(created.linkedid());
    }

    private static boolean isChosen(String uniqueid) {
        return !MADE_BY_ASTERISK.matcher(uniqueid).matches();
    }

    /// Whether a flow of this engine handles the caller, so that the dialplan rings nothing for them.
    private boolean isHandled(String caller) {
        return !context.channelTable().isInFallback(caller)
                && context.liveCalls()
                        .ofCaller(caller)
                        .filter(LiveCall::hasSession)
                        .isPresent();
    }
}
