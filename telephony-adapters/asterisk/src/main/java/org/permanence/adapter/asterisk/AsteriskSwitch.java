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
import org.permanence.adapter.ami.AmiAction;
import org.permanence.adapter.ami.AmiEvent;
import org.permanence.adapter.ami.AmiEvent.BridgeEnter;
import org.permanence.adapter.ami.AmiEvent.BridgeLeave;
import org.permanence.adapter.ami.AmiEvent.Hangup;
import org.permanence.adapter.ami.AmiEvent.HangupRequest;
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

/// The switch: builds calls from AGI sessions and AMI events. A session of a live call is attached to that call.
/// Any other session begins a call, which the runner accepts or the dialplan keeps. [SessionAdmission] decides
/// first whether a session is believed.
public final class AsteriskSwitch implements AgiHandler, AmiListener, Switchboard {

    /// Receives what the application needs to know about the switch.
    public interface SwitchListener {

        /// The channel table is complete again, or a caller without a flow moved: the store may have to be
        /// reconciled.
        void onChannelsChanged();

        /// The dialplan rings the fallback lines of a practice.
        void onFallbackRinging();

        /// The dialplan refused a caller, because too many callers are there.
        void onCallerRefused();

        /// A key was pressed by the caller of this call, or by another leg with that uniqueid, at any time.
        void onKeyPressed(CallId call, char key);

        /// A channel belonged to no call and is being hung up. An operator must act.
        void onUnexpectedChannel();

        /// Asterisk refused the account: no call reaches the engine until an operator acts.
        void onAccountRefused(String message);
    }

    /// The arguments of a session that are 1 or 0, by their index.
    private static final int IS_RESUMED = 1;

    private static final int CALLER_ASSERTED = 2;

    /// The argument with the codec of the caller's channel, by Asterisk's name.
    private static final int CALLER_CODEC = 3;

    private static final Logger LOG = LoggerFactory.getLogger(AsteriskSwitch.class);

    private final SwitchContext context;
    private final SessionAdmission admission;
    private final AmiOutboundDialer outboundDialer;
    private final Predicate<Call> runner;
    private final SwitchListener listener;
    private final UnexpectedChannels unexpectedChannels;
    private final String country;

    /// Calls arrive once the AGI server and the AMI client use this object.
    ///
    /// @param runner accepts a call that arrives, or returns false
    /// @param legId gives a leg's id the prefix of this switch (`AmiClientSettings.legId`)
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
        this.admission = new SessionAdmission(context, this::accept);
        this.outboundDialer = services.outboundDialer();
        this.unexpectedChannels = new UnexpectedChannels(context, services.commands(), listener::onUnexpectedChannel);
    }

    @Override
    public void onSession(AgiSession session) {
        admission.onSession(session);
    }

    private void accept(AgiSession session) {
        CallId id = session.environment().callId();
        context.hungUpParties().channelAppeared(id.value());
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
            session.close(); // Without PERM_DONE the dialplan tries other engines or rings the fallback lines.
        }
    }

    private CallStart caller(AgiSession session) {
        var environment = session.environment();
        Optional<PhoneNumber> callerNumber = environment.caller(country);
        return new CallStart(
                environment.callId(),
                new FlowName(environment.script()),
                new ChannelName(environment.channel()),
                AmiAction.Codec.named(argument(session, CALLER_CODEC)),
                did(session),
                callerNumber,
                callerNumber.isPresent() && isFlagged(session, CALLER_ASSERTED),
                isFlagged(session, IS_RESUMED));
    }

    /// @throws IllegalArgumentException if the dialplan did not pass the dialled number: the session is refused
    private static PhoneNumber did(AgiSession session) {
        List<String> arguments = session.environment().arguments();
        if (arguments.isEmpty()) {
            throw new IllegalArgumentException("agi argument 1: missing (expected: the dialled number)");
        }
        return PhoneNumber.parse(arguments.getFirst());
    }

    private static boolean isFlagged(AgiSession session, int argument) {
        return argument(session, argument).equals("1");
    }

    private static String argument(AgiSession session, int argument) {
        List<String> arguments = session.environment().arguments();
        return arguments.size() > argument ? arguments.get(argument) : "";
    }

    @Override
    public void onAttached(List<ChannelStatus> statuses) {
        ChannelTable channelTable = context.channelTable();
        channelTable.load(statuses);
        LOG.atInfo().addKeyValue("channels", channelTable.size()).log("switch.attached");
        context.hungUpParties().reconcile(channelTable);
        admission.recheck();
        for (LiveCall call : context.liveCalls().all()) {
            // A live session proves that the caller is there, even if the list was read before the call arrived.
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
        if (event instanceof AmiEvent.ChannelNew created) {
            unexpectedChannels.check(created);
        }
        context.channelTable().apply(event);
        switch (event) {
            case BridgeEnter(var bridge, var id, var _, var _, var _) -> {
                context.hungUpParties().channelAppeared(id);
                onBridgeEnter(id);
                context.audioTaps().onBridgeChanged(bridge, id);
            }
            case BridgeLeave(var bridge, var id, var _, var _) -> {
                context.audioTaps().onBridgeChanged(bridge, id);
                onBridgeLeave(id, HangupCause.NORMAL);
                admission.recheck();
            }
            case HangupRequest(var id, var _) -> onHangupRequest(id);
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
                    case DialplanNames.REFUSED_EVENT -> listener.onCallerRefused();
                    case DialplanNames.ACCEPTED_EVENT -> outboundDialer.onAccepted(id);
                    case DialplanNames.DECLINED_EVENT -> outboundDialer.onDeclined(id);
                    case DialplanNames.NOTICE_NOT_PLAYED_EVENT ->
                        context.liveCalls().ofLeg(id).ifPresent(LiveCall::noticeNotPlayed);
                    default -> {} // An event of the dialplan that the engine does not use.
                }
            }
            case AmiEvent.ChannelNew _ -> admission.recheck();
            case AmiEvent.ChannelState _, AmiEvent.FullyBooted _ -> {}
        }
    }

    @Override
    public void onDetached(DetachCause cause) {
        context.channelTable().invalidate();
        LOG.atWarn().addKeyValue("cause", cause).log("switch.detached");
    }

    @Override
    public void onAccountRefused(String message) {
        listener.onAccountRefused(message);
    }

    @Override
    public Optional<Map<CallId, CallerLocation>> callers() {
        return context.channelTable().isKnown()
                ? Optional.of(context.channelTable().callers())
                : Optional.empty();
    }

    /// The calls that a crashed engine may have tapped, and that have no listener yet.
    public List<CallId> resumableCalls() {
        return context.audioTaps().resumableCalls();
    }

    /// Attaches `listener` to a call that a previous engine tapped.
    public AudioTap resumeTap(CallId call, AudioListener listener) {
        context.audioTaps().resume(call, listener);
        return () -> context.audioTaps().stop(call);
    }

    /// The uniqueids of the callers and the legs; empty while the channel table is unknown.
    public Optional<Set<String>> channelIds() {
        return context.channelTable().isKnown()
                ? Optional.of(context.channelTable().parties())
                : Optional.empty();
    }

    /// Either side may enter the bridge first: the second one completes it.
    private void onBridgeEnter(String uniqueid) {
        context.liveCalls().ofLeg(uniqueid).ifPresent(call -> joinIfBridged(call, uniqueid));
        Optional<LiveCall> caller = context.liveCalls().ofCaller(uniqueid);
        caller.ifPresent(call -> call.legs().forEach(leg -> joinIfBridged(call, leg.id())));
        if (caller.isEmpty() && !context.isLeg(uniqueid)) {
            listener.onChannelsChanged();
        }
    }

    /// A caller who has hung up does not talk, although Asterisk may bridge the channel ([HungUpParties]).
    private void joinIfBridged(LiveCall call, String legId) {
        String caller = call.id().value();
        if (context.channelTable().areBridged(caller, legId)
                && !context.hungUpParties().contains(caller)) {
            call.updateLeg(legId, Leg::markJoined);
        }
    }

    private void onBridgeLeave(String uniqueid, HangupCause cause) {
        context.liveCalls().ofLeg(uniqueid).ifPresent(call -> endUnlessBridged(call, uniqueid, cause));
        context.liveCalls()
                .ofCaller(uniqueid)
                .ifPresent(call -> call.legs().forEach(leg -> endUnlessBridged(call, leg.id(), cause)));
    }

    /// A caller who is transferred leaves one bridge for another: only the leg that stays behind has ended.
    private void endUnlessBridged(LiveCall call, String legId, HangupCause cause) {
        if (!context.channelTable().areBridged(call.id().value(), legId)) {
            call.updateLeg(legId, leg -> {
                if (leg.isJoined()) {
                    leg.end(cause);
                }
            });
        }
    }

    private void onHangupRequest(String uniqueid) {
        context.hungUpParties().add(uniqueid);
        context.liveCalls().ofCaller(uniqueid).ifPresent(LiveCall::recheck);
    }

    private void onHangup(String uniqueid, HangupCause cause) {
        if (CallId.isValid(uniqueid)) {
            context.audioTaps().callEnded(new CallId(uniqueid));
        }
        outboundDialer.onEnded(uniqueid);
        context.liveCalls().ofLeg(uniqueid).ifPresent(call -> call.updateLeg(uniqueid, leg -> leg.end(cause)));
        Optional<LiveCall> caller = context.liveCalls().ofCaller(uniqueid);
        caller.ifPresent(call -> call.hungUp(cause));
        context.hungUpParties().remove(uniqueid);
        if (caller.isEmpty() && !context.isLeg(uniqueid)) {
            listener.onChannelsChanged();
        }
    }
}
