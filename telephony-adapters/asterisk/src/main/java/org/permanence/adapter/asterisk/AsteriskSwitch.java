package org.permanence.adapter.asterisk;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.permanence.adapter.agi.AgiHandler;
import org.permanence.adapter.agi.AgiSession;
import org.permanence.adapter.ami.AmiEvent;
import org.permanence.adapter.ami.AmiEvent.BridgeEnter;
import org.permanence.adapter.ami.AmiEvent.BridgeLeave;
import org.permanence.adapter.ami.AmiEvent.Hangup;
import org.permanence.adapter.ami.AmiEvent.KeyPressed;
import org.permanence.adapter.ami.AmiEvent.OriginateResponse;
import org.permanence.adapter.ami.AmiEvent.UserEvent;
import org.permanence.adapter.ami.AmiListener;
import org.permanence.adapter.ami.ChannelName;
import org.permanence.adapter.ami.ChannelStatus;
import org.permanence.adapter.ami.DetachCause;
import org.permanence.call.AudioListener;
import org.permanence.call.AudioTap;
import org.permanence.call.Call;
import org.permanence.call.CallId;
import org.permanence.call.HangupCause;
import org.permanence.call.Switchboard;
import org.permanence.privacy.PhoneNumber;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The switch: where AGI's sessions and AMI's events become calls. A session of a call that is alive is given to
/// it; any other begins a call, which the runner takes or the dialplan keeps.
public final class AsteriskSwitch implements AgiHandler, AmiListener, Switchboard {

    /// What the wiring listens to.
    public interface Watch {

        /// The picture is whole again, or a caller without a flow moved: what the store says may have to be
        /// mended.
        void moved();

        /// The dialplan rings a practice's fallback line.
        void fallback();

        /// Somebody pressed a key, whatever they do meanwhile: the caller of this call, or another leg of that
        /// name.
        void keyed(CallId call, char key);

        /// The account was refused: no call will reach us until somebody acts.
        void refused(String message);
    }

    private static final Logger LOG = LoggerFactory.getLogger(AsteriskSwitch.class);

    private final Desk desk;
    private final Outgoing outgoing;
    private final Predicate<Call> runner;
    private final Watch watch;
    private final String country;

    /// Nothing is heard until the AGI server and the AMI client call it.
    ///
    /// @param runner takes a call that arrives, or says no
    /// @param legId puts the switch's mark on the name of a leg (`AmiSettings.legId`)
    public AsteriskSwitch(
            Predicate<Call> runner,
            Watch watch,
            AsteriskOutfit outfit,
            UnaryOperator<String> legId,
            InstantSource clock) {
        this.runner = runner;
        this.watch = watch;
        this.country = outfit.country();
        this.desk = new Desk(outfit, new LegNames(legId), clock);
        this.outgoing = outfit.outgoing();
    }

    @Override
    public void arrived(AgiSession session) {
        CallId id = session.environment().callId();
        Optional<AsteriskCall> alive = desk.live().of(id);
        if (alive.isPresent()) {
            alive.get().attach(session);
            return;
        }
        var call = new AsteriskCall(caller(session), desk);
        desk.live().add(call);
        call.attach(session);
        outgoing.accepted(id.value());
        if (!runner.test(call)) {
            desk.live().remove(call);
            session.close(); // Without the token, the dialplan rings the fallback line.
        }
    }

    private Caller caller(AgiSession session) {
        var environment = session.environment();
        return new Caller(
                environment.callId(),
                new ChannelName(environment.channel()),
                did(session),
                environment.caller(country),
                isReturning(session));
    }

    /// @throws IllegalArgumentException where the dialplan did not say the number: the session is refused
    private static PhoneNumber did(AgiSession session) {
        List<String> arguments = session.environment().arguments();
        if (arguments.isEmpty()) {
            throw new IllegalArgumentException("agi argument 1: missing (expected: the dialled number)");
        }
        return PhoneNumber.parse(arguments.getFirst());
    }

    private static boolean isReturning(AgiSession session) {
        List<String> arguments = session.environment().arguments();
        return arguments.size() > 1 && arguments.get(1).equals("1");
    }

    @Override
    public void attached(List<ChannelStatus> channels) {
        Picture picture = desk.picture();
        picture.draw(channels);
        LOG.atInfo().addKeyValue("channels", picture.size()).log("switch.attached");
        for (AsteriskCall call : desk.live().all()) {
            // A session that lives proves its caller, even where the list was read before they came.
            if (!picture.hasChannel(call.id().value()) && !call.isInSession()) {
                call.left(HangupCause.SWITCH_LOST);
            }
            call.legs().forEach(leg -> desk.compare(leg, call));
            call.look();
        }
        desk.hearing().compare(picture);
        outgoing.compare(picture);
        watch.moved();
    }

    @Override
    public void event(AmiEvent event) {
        desk.picture().apply(event);
        switch (event) {
            case BridgeEnter(var bridge, var id, var _, var _, var _) -> {
                join(id);
                desk.hearing().moved(bridge, id);
            }
            case BridgeLeave(var bridge, var id, var _, var _) -> {
                desk.hearing().moved(bridge, id);
                part(id, HangupCause.NORMAL);
            }
            case Hangup(var id, var _, var cause) -> hangUp(id, HangupCause.of(cause));
            case OriginateResponse(var id, var success, var reason) -> {
                if (!success) {
                    outgoing.ended(id);
                    desk.live().ofLeg(id).ifPresent(call -> call.tell(id, leg -> leg.fail(reason)));
                }
            }
            case KeyPressed(var id, var _, var key) -> {
                if (CallId.isValid(id)) {
                    watch.keyed(new CallId(id), key);
                }
            }
            case UserEvent(var name, var id) -> {
                switch (name) {
                    case Picture.FALLBACK_EVENT -> watch.fallback();
                    case Outgoing.ACCEPTED_EVENT -> outgoing.accepted(id);
                    case Desk.UNTOLD_EVENT -> desk.live().ofLeg(id).ifPresent(AsteriskCall::untold);
                    default -> {} // Another voice of the dialplan's.
                }
            }
            case AmiEvent.ChannelNew _, AmiEvent.ChannelState _, AmiEvent.FullyBooted _ -> {}
        }
    }

    @Override
    public void detached(DetachCause cause) {
        desk.picture().forget();
        LOG.atWarn().addKeyValue("cause", cause).log("switch.detached");
    }

    @Override
    public void refused(String message) {
        LOG.atError().addKeyValue("reason", message).log("switch.refused");
        watch.refused(message);
    }

    @Override
    public Optional<Map<CallId, CallerLocation>> callers() {
        return desk.picture().isKnown() ? Optional.of(desk.picture().callers()) : Optional.empty();
    }

    /// The calls that an engine which died may have been listening to, and nobody hears yet.
    public List<CallId> heardCalls() {
        return desk.hearing().resumable();
    }

    /// From here on `ear` hears a call that was listened to before.
    public AudioTap hear(CallId call, AudioListener listener) {
        desk.hearing().resume(call, listener);
        return () -> desk.hearing().stop(call);
    }

    /// The uniqueids of the channels Asterisk has; empty while nothing is known.
    public Optional<Set<String>> channels() {
        return desk.picture().isKnown() ? Optional.of(desk.picture().uniqueids()) : Optional.empty();
    }

    /// Either side may enter the bridge first: the second one joins them.
    private void join(String uniqueid) {
        desk.live().ofLeg(uniqueid).ifPresent(call -> joinIfBoth(call, uniqueid));
        Optional<AsteriskCall> caller = desk.live().ofCaller(uniqueid);
        caller.ifPresent(call -> call.legs().forEach(leg -> joinIfBoth(call, leg.id())));
        if (caller.isEmpty() && !desk.isLeg(uniqueid)) {
            watch.moved();
        }
    }

    private void joinIfBoth(AsteriskCall call, String legId) {
        if (desk.picture().areJoined(call.id().value(), legId)) {
            call.tell(legId, Leg::join);
        }
    }

    private void part(String uniqueid, HangupCause cause) {
        desk.live().ofLeg(uniqueid).ifPresent(call -> partUnlessJoined(call, uniqueid, cause));
        desk.live()
                .ofCaller(uniqueid)
                .ifPresent(call -> call.legs().forEach(leg -> partUnlessJoined(call, leg.id(), cause)));
    }

    /// Whoever is handed over leaves one bridge for another: only the leg that stays behind has parted.
    private void partUnlessJoined(AsteriskCall call, String legId, HangupCause cause) {
        if (!desk.picture().areJoined(call.id().value(), legId)) {
            call.tell(legId, leg -> {
                if (leg.isJoined()) {
                    leg.end(cause);
                }
            });
        }
    }

    private void hangUp(String uniqueid, HangupCause cause) {
        if (CallId.isValid(uniqueid)) {
            desk.hearing().callEnded(new CallId(uniqueid));
        }
        outgoing.ended(uniqueid);
        desk.live().ofLeg(uniqueid).ifPresent(call -> call.tell(uniqueid, leg -> leg.end(cause)));
        Optional<AsteriskCall> caller = desk.live().ofCaller(uniqueid);
        caller.ifPresent(call -> call.left(cause));
        if (caller.isEmpty() && !desk.isLeg(uniqueid)) {
            watch.moved();
        }
    }
}
