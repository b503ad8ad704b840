package org.permanence.adapter.ami;

import static org.permanence.adapter.ami.HeaderKey.ACTION_ID;
import static org.permanence.adapter.ami.HeaderKey.APPLICATION;
import static org.permanence.adapter.ami.HeaderKey.BRIDGE;
import static org.permanence.adapter.ami.HeaderKey.BRIDGE_ID;
import static org.permanence.adapter.ami.HeaderKey.CAUSE;
import static org.permanence.adapter.ami.HeaderKey.CHANNEL;
import static org.permanence.adapter.ami.HeaderKey.CHANNEL_STATE;
import static org.permanence.adapter.ami.HeaderKey.DIGIT;
import static org.permanence.adapter.ami.HeaderKey.DIRECTION;
import static org.permanence.adapter.ami.HeaderKey.EVENT_LIST;
import static org.permanence.adapter.ami.HeaderKey.ITEMS;
import static org.permanence.adapter.ami.HeaderKey.LINKEDID;
import static org.permanence.adapter.ami.HeaderKey.MEMBERS;
import static org.permanence.adapter.ami.HeaderKey.MESSAGE;
import static org.permanence.adapter.ami.HeaderKey.REASON;
import static org.permanence.adapter.ami.HeaderKey.RESPONSE;
import static org.permanence.adapter.ami.HeaderKey.SYSTEM_NAME;
import static org.permanence.adapter.ami.HeaderKey.UNIQUEID;
import static org.permanence.adapter.ami.HeaderKey.USER_EVENT;
import static org.permanence.adapter.ami.HeaderKey.VALUE;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Builds the typed message from the headers that were read, or rejects it: each wanted header must be there once,
/// in the form in which Asterisk writes it.
final class AmiMessages {

    private static final AmiEvent FULLY_BOOTED = new AmiEvent.FullyBooted();

    private final AmiHeaders headers;
    private final SystemNameCheck systemNameCheck;
    private final AmiSink sink;
    private long rejected;

    AmiMessages(AmiHeaders headers, SystemNameCheck systemNameCheck, AmiSink sink) {
        this.headers = headers;
        this.systemNameCheck = systemNameCheck;
        this.sink = sink;
    }

    void banner() {
        sink.banner();
    }

    void reject() {
        rejected++;
    }

    long rejected() {
        return rejected;
    }

    /// The message is complete. An answer has no kind.
    void complete(@Nullable EventKind kind, long ordinal) {
        boolean accepted = headers.isWellFormed() && (kind == null ? answer() : event(kind, ordinal));
        if (!accepted) {
            reject();
        }
    }

    private boolean answer() {
        String response = headers.text(RESPONSE);
        boolean success = response.equals("Success") || response.equals("Goodbye");
        boolean list = headers.text(EVENT_LIST).equals("start");
        AmiAnswer answer = AmiAnswer.of(success, list, headers.text(MESSAGE));
        sink.response(headers.text(ACTION_ID), new AmiResponse(answer, headers.text(VALUE)));
        return true;
    }

    private boolean event(EventKind kind, long ordinal) {
        return switch (kind) {
            case STATUS -> status();
            case STATUS_COMPLETE -> statusComplete();
            case FULLY_BOOTED -> emit(FULLY_BOOTED, ordinal);
            case ORIGINATE_RESPONSE -> originateResponse(ordinal);
            // A key that is passed on to the other side is reported a second time, as sent.
            case KEY_PRESSED -> !headers.text(DIRECTION).equals("Received") || emitIfGenuine(kind, ordinal);
            case CHANNEL_NEW,
                    CALLER_ID_CHANGED,
                    CHANNEL_STATE_CHANGED,
                    BRIDGE_ENTER,
                    BRIDGE_LEAVE,
                    HANGUP_REQUESTED,
                    HANGUP,
                    USER_EVENT_SAID -> emitIfGenuine(kind, ordinal);
        };
    }

    private boolean emitIfGenuine(EventKind kind, long ordinal) {
        AmiEvent event = systemNameCheck.matches(headers.text(SYSTEM_NAME)) ? toEvent(kind) : null;
        return event != null && emit(event, ordinal);
    }

    private boolean emit(AmiEvent event, long ordinal) {
        sink.event(event, ordinal);
        return true;
    }

    private @Nullable AmiEvent toEvent(EventKind kind) {
        String uniqueid = headers.text(UNIQUEID);
        String channel = headers.text(CHANNEL);
        if (kind == EventKind.USER_EVENT_SAID) {
            String name = headers.text(USER_EVENT);
            return name.isEmpty() ? null : new AmiEvent.UserEvent(name, uniqueid);
        }
        if (uniqueid.isEmpty() || !systemNameCheck.matchesId(uniqueid)) {
            return null;
        }
        return channel.isEmpty() ? null : channelEvent(kind, uniqueid, channel);
    }

    private boolean originateResponse(long ordinal) {
        int reason = headers.number(REASON);
        String actionId = headers.text(ACTION_ID);
        if (reason < 0 || actionId.isEmpty() || !systemNameCheck.matches(headers.text(SYSTEM_NAME))) {
            return false;
        }
        sink.originateResponse(actionId, headers.text(RESPONSE).equals("Success"), reason, ordinal);
        return true;
    }

    private @Nullable AmiEvent channelEvent(EventKind kind, String uniqueid, String channel) {
        String linkedid = headers.text(LINKEDID);
        String bridge = headers.text(BRIDGE);
        int members = headers.number(MEMBERS);
        boolean linked = !linkedid.isEmpty() && systemNameCheck.matchesId(linkedid);
        boolean bridged = !bridge.isEmpty() && members >= 0;
        return switch (kind) {
            // Text of the caller can spoil the first event. The dialplan removes it from the later ones.
            case CHANNEL_NEW, CALLER_ID_CHANGED -> linked ? channelNew(uniqueid, channel, linkedid) : null;
            case CHANNEL_STATE_CHANGED -> channelState(uniqueid, channel);
            case BRIDGE_ENTER ->
                linked && bridged ? new AmiEvent.BridgeEnter(bridge, uniqueid, channel, linkedid, members) : null;
            case BRIDGE_LEAVE -> bridged ? new AmiEvent.BridgeLeave(bridge, uniqueid, channel, members) : null;
            case HANGUP_REQUESTED -> new AmiEvent.HangupRequest(uniqueid, channel);
            case HANGUP -> hangup(uniqueid, channel);
            case KEY_PRESSED -> keyPressed(uniqueid, channel);
            case ORIGINATE_RESPONSE, FULLY_BOOTED, USER_EVENT_SAID, STATUS, STATUS_COMPLETE ->
                throw new IllegalStateException("not of a channel: " + kind);
        };
    }

    private @Nullable AmiEvent channelNew(String uniqueid, String channel, String linkedid) {
        int state = headers.number(CHANNEL_STATE);
        return state < 0 ? null : new AmiEvent.ChannelNew(uniqueid, channel, linkedid, ChannelPhase.of(state));
    }

    private @Nullable AmiEvent channelState(String uniqueid, String channel) {
        int state = headers.number(CHANNEL_STATE);
        return state < 0 ? null : new AmiEvent.ChannelState(uniqueid, channel, ChannelPhase.of(state));
    }

    private @Nullable AmiEvent keyPressed(String uniqueid, String channel) {
        String key = headers.text(DIGIT);
        return key.matches("[0-9*#A-D]") ? new AmiEvent.KeyPressed(uniqueid, channel, key.charAt(0)) : null;
    }

    private @Nullable AmiEvent hangup(String uniqueid, String channel) {
        int cause = headers.number(CAUSE);
        return cause < 0 ? null : new AmiEvent.Hangup(uniqueid, channel, cause);
    }

    private boolean status() {
        String uniqueid = headers.text(UNIQUEID);
        String channel = headers.text(CHANNEL);
        String linkedid = headers.text(LINKEDID);
        int state = headers.number(CHANNEL_STATE);
        if (uniqueid.isEmpty()
                || channel.isEmpty()
                || linkedid.isEmpty()
                || state < 0
                || !systemNameCheck.matchesId(uniqueid)) {
            return false;
        }
        Optional<String> bridge = Optional.of(headers.text(BRIDGE_ID)).filter(id -> !id.isEmpty());
        Optional<String> application =
                Optional.of(headers.text(APPLICATION)).filter(name -> !name.isEmpty() && !name.equals("(null)"));
        sink.channelStatus(
                headers.text(ACTION_ID),
                new ChannelStatus(uniqueid, channel, linkedid, ChannelPhase.of(state), bridge, application));
        return true;
    }

    private boolean statusComplete() {
        int items = headers.number(ITEMS);
        if (items >= 0) {
            sink.listEnd(headers.text(ACTION_ID), items);
        }
        return items >= 0;
    }
}
