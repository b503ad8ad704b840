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
final class Desk {

    /// The music class callers wait with.
    static final String MUSIC = "hold";

    /// The dialplan keeps a caller who has this variable for an engine that comes back.
    static final String HELD = "PERM_HELD";

    /// Set to the call's id as the flow's last act: without it the dialplan knows that the engine died.
    static final String DONE = "PERM_DONE";

    /// Said by the dialplan on a leg that could not be told that its call is listened to.
    static final String UNTOLD_EVENT = "PermUntold";

    static final String NEXT = "PERM_NEXT";
    static final String FALLBACK = "fallback";

    /// How long beyond the patience Asterisk may take to say that a line did not answer.
    static final Duration GRACE = Duration.ofSeconds(3);

    /// A breath between two prompts of one question. A key is heard in it too; but for the millisecond between two
    /// commands, in which Asterisk throws keys away (GET DATA plays one file: res_agi.c, `ast_app_getdata_full`).
    static final Duration BETWEEN_PROMPTS = Duration.ofMillis(200);

    private static final Logger LOG = LoggerFactory.getLogger(Desk.class);
    private static final int NORMAL_CLEARING = 16;

    private final Orders orders;
    private final Sounds sounds;
    private final Lines lines;
    private final Hearing hearing;
    private final Picture picture;
    private final LegNames names;
    private final InstantSource clock;
    private final LiveCalls live = new LiveCalls();

    Desk(AsteriskOutfit outfit, LegNames names, InstantSource clock) {
        this.orders = outfit.orders();
        this.sounds = outfit.sounds();
        this.lines = outfit.lines();
        this.names = names;
        this.picture = new Picture(names);
        this.clock = clock;
        this.hearing = switch (outfit.hearing()) {
            case HearingWay.Pipes(var pipes) -> new PipeHearing(pipes, orders);
            case HearingWay.Sockets(var server) -> new FarHearing(server, orders, picture, names);
        };
    }

    Sounds sounds() {
        return sounds;
    }

    Hearing hearing() {
        return hearing;
    }

    InstantSource clock() {
        return clock;
    }

    Picture picture() {
        return picture;
    }

    LiveCalls live() {
        return live;
    }

    boolean isLeg(String uniqueid) {
        return names.isLeg(uniqueid);
    }

    /// Rings `line` for `call`, or finds it ringing since a former life of the engine.
    Leg ring(AsteriskCall call, Line line, Duration patience, Optional<Prompt> question) {
        Optional<String> found = picture.legOf(call.id(), lines.target(line).dialString());
        Leg leg = found.map(Leg::new).orElseGet(() -> newLeg(call));
        call.rings(leg);
        if (found.isPresent()) {
            live.follow(leg, call);
            compare(leg, call);
        } else {
            originate(call, leg, line, patience, call.notice(), question);
        }
        return leg;
    }

    Leg newLeg(AsteriskCall call) {
        return new Leg(names.newLegOf(call.id()));
    }

    /// @param notice what whoever answers hears before they are joined
    /// @param question what they hear first, and are joined by key 1 alone
    void originate(
            AsteriskCall call,
            Leg leg,
            Line line,
            Duration patience,
            Optional<Prompt> notice,
            Optional<Prompt> question) {
        live.follow(leg, call);
        var shown = Optional.of(new AmiAction.Presented("Permanence", shownFor(call)));
        DialTarget target = lines.target(line);
        Optional<String> told = notice.map(sounds::path);
        Optional<String> asked = question.map(sounds::path);
        orders.give(new AmiAction.Originate(target, leg.id(), call.channel(), patience, shown, told, asked), fault -> {
            LOG.atWarn()
                    .addKeyValue("call", call.id())
                    .addKeyValue("reason", fault.reason())
                    .log("leg.not-rung");
            // An order that was lost on the way may have been carried out: the next picture tells.
            if (fault.reason() != AmiException.Reason.LOST && fault.reason() != AmiException.Reason.TIMED_OUT) {
                call.tell(leg.id(), rung -> rung.end(BridgeOutcome.FAILED));
            }
        });
    }

    /// What the rung telephone shows: the practice that was dialled. Who calls is nobody's business on the way.
    private static PhoneNumber shownFor(AsteriskCall call) {
        return call.did();
    }

    /// What the picture says of a leg, where events may have been missed.
    void compare(Leg leg, AsteriskCall call) {
        if (picture.areJoined(call.id().value(), leg.id())) {
            call.tell(leg.id(), Leg::join);
        } else if (!picture.hasChannel(leg.id())) {
            call.tell(leg.id(), gone -> gone.end(BridgeOutcome.FAILED));
        }
    }

    /// The caller talks: an engine that dies now finds the call again.
    void keep(CallId call) {
        orders.give(
                new AmiAction.SetVariable(new ChannelName(call.value()), HELD, "1"),
                fault -> LOG.atWarn()
                        .addKeyValue("call", call)
                        .addKeyValue("reason", fault.reason())
                        .log("call.not-kept"));
    }

    /// Nobody waits for this leg any more: it is hung up, unless it is gone.
    void release(Leg leg) {
        live.forget(leg);
        if (picture.isKnown() && !picture.hasChannel(leg.id())) {
            return;
        }
        orders.give(new AmiAction.HangUp(new ChannelName(leg.id()), NORMAL_CLEARING), fault -> {
            if (fault.reason() != AmiException.Reason.NO_SUCH_CHANNEL) {
                LOG.atWarn().addKeyValue("reason", fault.reason()).log("leg.not-hung-up");
            }
        });
    }

    void leave(AsteriskCall call, List<AgiCommand> words) {
        call.lastWords(words);
        call.releaseSecond();
        live.remove(call);
    }
}
