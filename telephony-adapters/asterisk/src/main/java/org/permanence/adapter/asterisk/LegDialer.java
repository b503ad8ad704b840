package org.permanence.adapter.asterisk;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.permanence.adapter.ami.AmiAction;
import org.permanence.adapter.ami.AmiException;
import org.permanence.adapter.ami.ChannelName;
import org.permanence.call.BridgeOutcome;
import org.permanence.call.Call;
import org.permanence.call.CallId;
import org.permanence.call.Line;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Rings the legs of calls by AMI, and hangs them up.
final class LegDialer {

    private static final Logger LOG = LoggerFactory.getLogger(LegDialer.class);
    private static final int NORMAL_CLEARING = 16;

    /// A line to ring.
    record Request(Line line, Duration ringTimeout, Call.BeforeBridge heard) {}

    private final AmiCommands commands;
    private final PromptFiles promptFiles;
    private final DialTargets dialTargets;
    private final ChannelTable channelTable;
    private final LegIds legIds;
    private final LiveCalls liveCalls;
    private final InstantSource clock;

    LegDialer(
            AsteriskServices services,
            ChannelTable channelTable,
            LegIds legIds,
            LiveCalls liveCalls,
            InstantSource clock) {
        this.commands = services.commands();
        this.promptFiles = services.promptFiles();
        this.dialTargets = services.dialTargets();
        this.channelTable = channelTable;
        this.legIds = legIds;
        this.liveCalls = liveCalls;
        this.clock = clock;
    }

    Leg newLeg(CallId call, Line line) {
        return new Leg(legIds.newLegId(call, line), clock);
    }

    /// The leg of `call` on `line` that a previous engine rang.
    Optional<Leg> findLeg(CallId call, Line line) {
        return channelTable.legOf(call, line).map(id -> new Leg(id, clock));
    }

    /// Adds a leg found in the channel table to this call.
    void adopt(LiveCall call, Leg leg) {
        liveCalls.registerLeg(leg, call);
        reconcile(call, leg);
    }

    void ring(LiveCall call, Leg leg, Request request) {
        liveCalls.registerLeg(leg, call);
        // The telephone shows the practice that was dialled, never the caller's number.
        var presented = new AmiAction.Presented("Permanence", call.start().did());
        var originate = new AmiAction.Originate(
                dialTargets.target(request.line()),
                leg.id(),
                call.start().channel(),
                call.start().codec(),
                request.ringTimeout(),
                Optional.of(presented),
                request.heard().notice().map(promptFiles::path),
                request.heard().question().map(promptFiles::path));
        commands.send(originate, fault -> {
            LOG.atWarn()
                    .addKeyValue("call", call.id())
                    .addKeyValue("reason", fault.reason())
                    .log("leg.dial-failed");
            // Asterisk may have carried out an action although its answer was lost: the next channel list decides.
            if (fault.reason() != AmiException.Reason.LOST && fault.reason() != AmiException.Reason.TIMED_OUT) {
                call.updateLeg(leg.id(), failed -> failed.end(BridgeOutcome.FAILED));
            }
        });
    }

    /// Applies the channel table to a leg whose events may have been missed.
    void reconcile(LiveCall call, Leg leg) {
        if (channelTable.areBridged(call.id().value(), leg.id())) {
            call.updateLeg(leg.id(), Leg::markJoinedEarlier);
        } else if (!channelTable.hasChannel(leg.id())) {
            call.updateLeg(leg.id(), missing -> missing.end(BridgeOutcome.FAILED));
        }
    }

    /// Hangs up a leg that is no longer needed, unless it is gone.
    void release(Leg leg) {
        liveCalls.unregisterLeg(leg);
        if (channelTable.isKnown() && !channelTable.hasChannel(leg.id())) {
            return;
        }
        commands.send(new AmiAction.HangUp(new ChannelName(leg.id()), NORMAL_CLEARING), fault -> {
            if (fault.reason() != AmiException.Reason.NO_SUCH_CHANNEL) {
                LOG.atWarn().addKeyValue("reason", fault.reason()).log("leg.hangup-failed");
            }
        });
    }
}
