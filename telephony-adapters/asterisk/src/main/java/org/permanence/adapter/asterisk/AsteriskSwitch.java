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
import org.permanence.call.FlowName;
import org.permanence.call.HangupCause;
import org.permanence.call.Switchboard;
import org.permanence.privacy.PhoneNumber;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The switch: where AGI's sessions and AMI's events become calls. A session of a call that is alive is given to
/// it; any other begins a call, which the runner takes or the dialplan keeps.
public final class AsteriskSwitch implements AgiHandler, AmiListener, Switchboard {

    /// What the wiring listens to.
    public interface SwitchListener {

        /// The picture is whole again, or a caller without a flow moved: what the store says may have to be
        /// mended.
        void onChannelsChanged();

        /// The dialplan rings a practice's fallback line.
        void onFallbackRinging();

        /// Somebody pressed a key, whatever they do meanwhile: the caller of this call, or another leg of that
        /// name.
        void onKeyPressed(CallId call, char key);

        /// The account was refused: no call will reach us until somebody acts.
        void onAccountRefused(String message);
    }

    private static final Logger LOG = LoggerFactory.getLogger(AsteriskSwitch.class);

    private final SwitchContext context;
    private final AmiOutboundDialer outboundDialer;
    private final Predicate<Call> runner;
    private final SwitchListener listener;
    private final String country;

    /// Nothing is heard until the AGI server and the AMI client call it.
    ///
    /// @param runner takes a call that arrives, or says no
    /// @param legId puts the switch's mark on the name of a leg (`AmiClientSettings.legId`)
    public AsteriskSwitch(
            Predicate<Call> runner,
            SwitchListener listener,
            AsteriskServices services,
            UnaryOperator<String> legId,
            InstantSource clock) {
        this.runner = runner;
        this.listener = listener;
        this.country = services.country();
        this.context = new SwitchContext(services, new LegIds(legId), clock);
        this.outboundDialer = services.outboundDialer();
    }

    @Override
    public void onSession(AgiSession session) {
        CallId id = session.environment().callId();
        Optional<LiveCall> live = context.liveCalls().of(id);
        if (live.isPresent()) {
            live.get().attach(session);
            return;
        }
        var call = new AsteriskCall(caller(session), context);
        context.liveCalls().add(call);
        call.attach(session);
        outboundDialer.onAccepted(id.value());
        if (!runner.test(call)) {
            context.liveCalls().remove(call);
            session.close(); // Without the token, the dialplan rings the fallback line.
        }
    }

    private CallStart caller(AgiSession session) {
        var environment = session.environment();
        return new CallStart(
                environment.callId(),
                new FlowName(environment.script()),
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
    public void onAttached(List<ChannelStatus> statuses) {
        ChannelTable channelTable = context.channelTable();
        channelTable.load(statuses);
        LOG.atInfo().addKeyValue("channels", channelTable.size()).log("switch.attached");
        for (LiveCall call : context.liveCalls().all()) {
            // A session that lives proves its caller, even where the list was read before they came.
            if (!channelTable.hasChannel(call.id().value()) && !call.hasSession()) {
                call.hungUp(HangupCause.SWITCH_LOST);
            }
            call.legs().forEach(leg -> context.legDialer().reconcile(call, leg));
            call.recheck();
        }
        context.audioTaps().reconcile(channelTable);
        outboundDialer.reconcile(channelTable);
        listener.onChannelsChanged();
    }

    @Override
    public void onEvent(AmiEvent event) {
        context.channelTable().apply(event);
        switch (event) {
            case BridgeEnter(var bridge, var id, var _, var _, var _) -> {
                onBridgeEnter(id);
                context.audioTaps().onBridgeChanged(bridge, id);
            }
            case BridgeLeave(var bridge, var id, var _, var _) -> {
                context.audioTaps().onBridgeChanged(bridge, id);
                onBridgeLeave(id, HangupCause.NORMAL);
            }
            case Hangup(var id, var _, var cause) -> onHangup(id, HangupCause.of(cause));
            case OriginateResponse(var id, var success, var reason) -> {
                if (!success) {
                    outboundDialer.onEnded(id);
                    context.liveCalls().ofLeg(id).ifPresent(call -> call.updateLeg(id, leg -> leg.fail(reason)));
                }
            }
            case KeyPressed(var id, var _, var key) -> {
                if (CallId.isValid(id)) {
                    listener.onKeyPressed(new CallId(id), key);
                }
            }
            case UserEvent(var name, var id) -> {
                switch (name) {
                    case DialplanNames.FALLBACK_EVENT -> listener.onFallbackRinging();
                    case DialplanNames.ACCEPTED_EVENT -> outboundDialer.onAccepted(id);
                    case DialplanNames.NOTICE_NOT_PLAYED_EVENT ->
                        context.liveCalls().ofLeg(id).ifPresent(LiveCall::noticeNotPlayed);
                    default -> {} // Another voice of the dialplan's.
                }
            }
            case AmiEvent.ChannelNew _, AmiEvent.ChannelState _, AmiEvent.FullyBooted _ -> {}
        }
    }

    @Override
    public void onDetached(DetachCause cause) {
        context.channelTable().invalidate();
        LOG.atWarn().addKeyValue("cause", cause).log("switch.detached");
    }

    @Override
    public void onAccountRefused(String message) {
        LOG.atError().addKeyValue("reason", message).log("switch.refused");
        listener.onAccountRefused(message);
    }

    @Override
    public Optional<Map<CallId, CallerLocation>> callers() {
        return context.channelTable().isKnown()
                ? Optional.of(context.channelTable().callers())
                : Optional.empty();
    }

    /// The calls that an engine which died may have been listening to, and nobody hears yet.
    public List<CallId> resumableCalls() {
        return context.audioTaps().resumableCalls();
    }

    /// From here on `ear` hears a call that was listened to before.
    public AudioTap resumeTap(CallId call, AudioListener listener) {
        context.audioTaps().resume(call, listener);
        return () -> context.audioTaps().stop(call);
    }

    /// The uniqueids of the channels Asterisk has; empty while nothing is known.
    public Optional<Set<String>> channelIds() {
        return context.channelTable().isKnown()
                ? Optional.of(context.channelTable().uniqueids())
                : Optional.empty();
    }

    /// Either side may enter the bridge first: the second one joins them.
    private void onBridgeEnter(String uniqueid) {
        context.liveCalls().ofLeg(uniqueid).ifPresent(call -> joinIfBridged(call, uniqueid));
        Optional<LiveCall> caller = context.liveCalls().ofCaller(uniqueid);
        caller.ifPresent(call -> call.legs().forEach(leg -> joinIfBridged(call, leg.id())));
        if (caller.isEmpty() && !context.isLeg(uniqueid)) {
            listener.onChannelsChanged();
        }
    }

    private void joinIfBridged(LiveCall call, String legId) {
        if (context.channelTable().areBridged(call.id().value(), legId)) {
            call.updateLeg(legId, Leg::markJoined);
        }
    }

    private void onBridgeLeave(String uniqueid, HangupCause cause) {
        context.liveCalls().ofLeg(uniqueid).ifPresent(call -> endUnlessBridged(call, uniqueid, cause));
        context.liveCalls()
                .ofCaller(uniqueid)
                .ifPresent(call -> call.legs().forEach(leg -> endUnlessBridged(call, leg.id(), cause)));
    }

    /// Whoever is handed over leaves one bridge for another: only the leg that stays behind has parted.
    private void endUnlessBridged(LiveCall call, String legId, HangupCause cause) {
        if (!context.channelTable().areBridged(call.id().value(), legId)) {
            call.updateLeg(legId, leg -> {
                if (leg.isJoined()) {
                    leg.end(cause);
                }
            });
        }
    }

    private void onHangup(String uniqueid, HangupCause cause) {
        if (CallId.isValid(uniqueid)) {
            context.audioTaps().callEnded(new CallId(uniqueid));
        }
        outboundDialer.onEnded(uniqueid);
        context.liveCalls().ofLeg(uniqueid).ifPresent(call -> call.updateLeg(uniqueid, leg -> leg.end(cause)));
        Optional<LiveCall> caller = context.liveCalls().ofCaller(uniqueid);
        caller.ifPresent(call -> call.hungUp(cause));
        if (caller.isEmpty() && !context.isLeg(uniqueid)) {
            listener.onChannelsChanged();
        }
    }
}
