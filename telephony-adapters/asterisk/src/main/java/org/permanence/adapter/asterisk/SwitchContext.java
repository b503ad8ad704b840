package org.permanence.adapter.asterisk;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.permanence.adapter.agi.AgiCommand;
import org.permanence.adapter.ami.AmiAction;
import org.permanence.adapter.ami.AmiException;
import org.permanence.adapter.ami.ChannelName;
import org.permanence.adapter.ami.DialTarget;
import org.permanence.call.BridgeOutcome;
import org.permanence.call.CallId;
import org.permanence.call.Line;
import org.permanence.call.Prompt;
import org.permanence.privacy.PhoneNumber;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What every call needs of the switch: its sounds, its lines, and the orders it gives by AMI. The words it shares
/// with the dialplan are those of extensions.conf.
final class SwitchContext {

    /// The music class callers wait with.
    static final String HOLD_MUSIC_CLASS = "hold";

    /// The dialplan keeps a caller who has this variable for an engine that comes back.
    static final String HELD_VARIABLE = "PERM_HELD";

    /// Set to the call's id as the flow's last act: without it the dialplan knows that the engine died.
    static final String DONE_VARIABLE = "PERM_DONE";

    /// Said by the dialplan on a leg that could not be told that its call is listened to.
    static final String NOTICE_NOT_PLAYED_EVENT = "PermUntold";

    static final String NEXT_VARIABLE = "PERM_NEXT";
    static final String FALLBACK = "fallback";

    /// How long beyond the patience Asterisk may take to say that a line did not answer.
    static final Duration ANSWER_GRACE = Duration.ofSeconds(3);

    /// A breath between two prompts of one question. A key is heard in it too; but for the millisecond between two
    /// commands, in which Asterisk throws keys away (GET DATA plays one file: res_agi.c, `ast_app_getdata_full`).
    static final Duration PAUSE_BETWEEN_PROMPTS = Duration.ofMillis(200);

    private static final Logger LOG = LoggerFactory.getLogger(SwitchContext.class);
    private static final int NORMAL_CLEARING = 16;

    private final AmiCommands commands;
    private final PromptFiles promptFiles;
    private final DialTargets dialTargets;
    private final AudioTaps audioTaps;
    private final ChannelTable channelTable;
    private final LegIds legIds;
    private final InstantSource clock;
    private final LiveCalls liveCalls = new LiveCalls();

    SwitchContext(AsteriskServices services, LegIds legIds, InstantSource clock) {
        this.commands = services.commands();
        this.promptFiles = services.promptFiles();
        this.dialTargets = services.dialTargets();
        this.legIds = legIds;
        this.channelTable = new ChannelTable(legIds);
        this.clock = clock;
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

    boolean isLeg(String uniqueid) {
        return legIds.isLeg(uniqueid);
    }

    /// Rings `line` for `call`, or finds it ringing since a former life of the engine.
    Leg ring(AsteriskCall call, Line line, Duration ringTimeout, Optional<Prompt> question) {
        Optional<String> found =
                channelTable.legOf(call.id(), dialTargets.target(line).dialString());
        Leg leg = found.map(Leg::new).orElseGet(() -> newLeg(call));
        call.startRinging(leg);
        if (found.isPresent()) {
            liveCalls.registerLeg(leg, call);
            reconcile(leg, call);
        } else {
            originate(call, leg, line, ringTimeout, call.notice(), question);
        }
        return leg;
    }

    Leg newLeg(AsteriskCall call) {
        return new Leg(legIds.newLegId(call.id()));
    }

    /// @param notice what whoever answers hears before they are joined
    /// @param question what they hear first, and are joined by key 1 alone
    void originate(
            AsteriskCall call,
            Leg leg,
            Line line,
            Duration ringTimeout,
            Optional<Prompt> notice,
            Optional<Prompt> question) {
        liveCalls.registerLeg(leg, call);
        var presented = Optional.of(new AmiAction.Presented("Permanence", presentedNumberFor(call)));
        DialTarget target = dialTargets.target(line);
        Optional<String> noticeFile = notice.map(promptFiles::path);
        Optional<String> questionFile = question.map(promptFiles::path);
        commands.send(
                new AmiAction.Originate(
                        target, leg.id(), call.channel(), ringTimeout, presented, noticeFile, questionFile),
                fault -> {
                    LOG.atWarn()
                            .addKeyValue("call", call.id())
                            .addKeyValue("reason", fault.reason())
                            .log("leg.not-rung");
                    // An order that was lost on the way may have been carried out: the next picture tells.
                    if (fault.reason() != AmiException.Reason.LOST && fault.reason() != AmiException.Reason.TIMED_OUT) {
                        call.updateLeg(leg.id(), rung -> rung.end(BridgeOutcome.FAILED));
                    }
                });
    }

    /// What the rung telephone shows: the practice that was dialled. Who calls is nobody's business on the way.
    private static PhoneNumber presentedNumberFor(AsteriskCall call) {
        return call.did();
    }

    /// What the picture says of a leg, where events may have been missed.
    void reconcile(Leg leg, AsteriskCall call) {
        if (channelTable.areBridged(call.id().value(), leg.id())) {
            call.updateLeg(leg.id(), Leg::markJoined);
        } else if (!channelTable.hasChannel(leg.id())) {
            call.updateLeg(leg.id(), missing -> missing.end(BridgeOutcome.FAILED));
        }
    }

    /// The caller talks: an engine that dies now finds the call again.
    void surviveEngineLoss(CallId call) {
        commands.send(
                new AmiAction.SetVariable(new ChannelName(call.value()), HELD_VARIABLE, "1"),
                fault -> LOG.atWarn()
                        .addKeyValue("call", call)
                        .addKeyValue("reason", fault.reason())
                        .log("call.not-kept"));
    }

    /// Nobody waits for this leg any more: it is hung up, unless it is gone.
    void release(Leg leg) {
        liveCalls.unregisterLeg(leg);
        if (channelTable.isKnown() && !channelTable.hasChannel(leg.id())) {
            return;
        }
        commands.send(new AmiAction.HangUp(new ChannelName(leg.id()), NORMAL_CLEARING), fault -> {
            if (fault.reason() != AmiException.Reason.NO_SUCH_CHANNEL) {
                LOG.atWarn().addKeyValue("reason", fault.reason()).log("leg.not-hung-up");
            }
        });
    }

    void endCall(AsteriskCall call, List<AgiCommand> lastCommands) {
        call.finishSession(lastCommands);
        call.releaseTransferLeg();
        liveCalls.remove(call);
    }
}
