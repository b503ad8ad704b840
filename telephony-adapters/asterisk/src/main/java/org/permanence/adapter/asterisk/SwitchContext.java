package org.permanence.adapter.asterisk;

import java.time.InstantSource;
import org.permanence.adapter.ami.AmiAction;
import org.permanence.adapter.ami.ChannelName;
import org.permanence.call.CallId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What all calls of one switch share.
final class SwitchContext {

    private static final Logger LOG = LoggerFactory.getLogger(SwitchContext.class);

    private final AmiCommands commands;
    private final PromptFiles promptFiles;
    private final AudioTaps audioTaps;
    private final ChannelTable channelTable;
    private final LegIds legIds;
    private final InstantSource clock;
    private final LiveCalls liveCalls = new LiveCalls();
    private final LegDialer legDialer;
    private final HungUpParties hungUpParties;

    SwitchContext(AsteriskServices services, LegIds legIds, InstantSource clock) {
        this.commands = services.commands();
        this.promptFiles = services.promptFiles();
        this.legIds = legIds;
        this.channelTable = new ChannelTable(legIds);
        this.clock = clock;
        this.hungUpParties = new HungUpParties(commands);
        this.legDialer = new LegDialer(services, channelTable, legIds, liveCalls, clock);
        this.audioTaps = switch (services.audioTapMode()) {
            case AudioTapMode.Pipes(var pipes) -> new MixMonitorTaps(pipes, commands);
            case AudioTapMode.Sockets(var server) -> new AudioSocketTaps(server, commands, channelTable, legIds);
        };
    }

    PromptFiles promptFiles() {
        return promptFiles;
    }

    AudioTaps audioTaps() {
        return audioTaps;
    }

    InstantSource clock() {
        return clock;
    }

    ChannelTable channelTable() {
        return channelTable;
    }

    LiveCalls liveCalls() {
        return liveCalls;
    }

    LegDialer legDialer() {
        return legDialer;
    }

    HungUpParties hungUpParties() {
        return hungUpParties;
    }

    boolean isTap(String uniqueid) {
        return legIds.isTap(uniqueid);
    }

    boolean isLeg(String uniqueid) {
        return legIds.isLeg(uniqueid);
    }

    /// Marks the call of a connected caller, who has no AGI session, for takeover by an engine if this one dies.
    void surviveEngineLoss(CallId call) {
        commands.send(
                new AmiAction.SetVariable(new ChannelName(call.value()), DialplanNames.SURVIVES_VARIABLE, "1"),
                fault -> LOG.atWarn()
                        .addKeyValue("call", call)
                        .addKeyValue("reason", fault.reason())
                        .log("call.survival-not-set"));
    }
}
