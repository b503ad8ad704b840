package org.permanence.adapter.asterisk;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.permanence.adapter.ami.AmiAction;
import org.permanence.adapter.ami.AmiException;
import org.permanence.adapter.ami.ChannelName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The parties that have hung up, until Asterisk has cleared their channels.
///
/// Asterisk can forget that a party hung up. `Bridge` takes a caller out of AGI by a masquerade: the call moves to
/// a new channel, and what the thread in AGI has already read stays with the old one. If that was the hang-up, the
/// new channel is bridged with an assistant and nothing ends it (tried on Asterisk 22.10.1: BYE within 5 ms of the
/// assistant's 200; chan_pjsip then logs "Session already DISCONNECTED").
///
/// AMI reports the hang-up (`HangupRequest`) before the bridge, because chan_pjsip handles no BYE during a
/// masquerade. So a channel that enters a bridge or opens a session after its party has hung up is hung up again.
/// Thread-safe.
final class HungUpParties {

    private static final Logger LOG = LoggerFactory.getLogger(HungUpParties.class);
    private static final int NORMAL_CLEARING = 16;

    private final AmiCommands commands;
    private final Set<String> uniqueids = ConcurrentHashMap.newKeySet();

    HungUpParties(AmiCommands commands) {
        this.commands = commands;
    }

    void add(String uniqueid) {
        uniqueids.add(uniqueid);
    }

    /// The channel is gone.
    void remove(String uniqueid) {
        uniqueids.remove(uniqueid);
    }

    boolean contains(String uniqueid) {
        return uniqueids.contains(uniqueid);
    }

    /// The channel has appeared again, in a bridge or in a session: if its party has hung up, it is hung up.
    void channelAppeared(String uniqueid) {
        if (uniqueids.contains(uniqueid)) {
            LOG.atInfo().log("hang-up.repeated");
            commands.send(new AmiAction.HangUp(new ChannelName(uniqueid), NORMAL_CLEARING), fault -> {
                if (fault.reason() != AmiException.Reason.NO_SUCH_CHANNEL) {
                    LOG.atWarn().addKeyValue("reason", fault.reason()).log("hang-up.not-repeated");
                }
            });
        }
    }

    /// Applies a channel list: events may have been missed, so the channels that are left are hung up.
    void reconcile(ChannelTable channelTable) {
        List<String> known = List.copyOf(uniqueids);
        known.stream().filter(id -> !channelTable.hasChannel(id)).forEach(uniqueids::remove);
        known.forEach(this::channelAppeared);
    }
}
