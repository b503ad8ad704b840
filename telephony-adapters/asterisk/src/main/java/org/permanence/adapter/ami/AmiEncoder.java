package org.permanence.adapter.ami;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.time.Duration;
import org.permanence.privacy.PhoneNumber;

/// Encodes an action as Asterisk reads it. Each line is checked once more here, the last place before the wire.
final class AmiEncoder {

    // Asterisk drops a message with a longer line (manager.h: a line buffer of 1,025 bytes including the end).
    private static final int LONGEST_LINE = 1_022;

    /// Rings a telephone from the dialplan, whose `Dial` follows no redirection; `Originate` of the telephone
    /// itself would (`main/dial.c`, `handle_call_forward`, Asterisk 22). `n`: the channel keeps its uniqueid, the
    /// leg's id, for the whole conversation. `m`: hold is passed on to the caller's channel, which plays the music.
    private static final String RING_CHANNEL = "Local/s@ring-leg/nm";

    /// Context of the dialplan that plays the notice before the bridge.
    private static final String NOTICE_CONTEXT = "play-notice";

    /// Context of the dialplan that asks the person who answers to accept by key.
    private static final String QUESTION_CONTEXT = "ask-to-accept";

    /// No beep (q), only what the channel says (o), the channel is named by uniqueid (u), until it hangs up (E), at
    /// once if it is gone (S).
    private static final String CHANSPY_OPTIONS = ",qouES";

    private static final String CONNECT_TIMEOUT_MILLIS = "3000";

    private AmiEncoder() {}

    static void encode(AmiAction action, String actionId, ByteBuf out) {
        line(out, "Action", name(action));
        line(out, "ActionID", actionId);
        switch (action) {
            case AmiAction.Login(String username, AmiSecret secret) -> {
                line(out, "Username", username);
                line(out, "Secret", secret.reveal());
                line(out, "Events", "on");
            }
            case AmiAction.ReadVariable(String variable) -> line(out, "Variable", variable);
            case AmiAction.SetGlobal(String variable, String value) -> variable(out, variable, value);
            case AmiAction.SetVariable(ChannelName channel, String variable, String value) -> {
                line(out, "Channel", channel.value());
                variable(out, variable, value);
            }
            case AmiAction.Originate originate -> originate(out, originate);
            case AmiAction.CallBack callBack -> callBack(out, callBack);
            case AmiAction.Notify notify -> notification(out, notify);
            case AmiAction.Overhear overhear -> overhear(out, overhear);
            case AmiAction.HangUp(ChannelName channel, int cause) -> {
                line(out, "Channel", channel.value());
                line(out, "Cause", Integer.toString(cause));
            }
            case AmiAction.StopMixMonitor(ChannelName channel) -> line(out, "Channel", channel.value());
            case AmiAction.Logoff(), AmiAction.Ping(), AmiAction.ReadChannels() -> {}
        }
        out.writeByte('\r').writeByte('\n');
    }

    private static String name(AmiAction action) {
        return switch (action) {
            case AmiAction.Login _ -> "Login";
            case AmiAction.Logoff _ -> "Logoff";
            case AmiAction.Ping _ -> "Ping";
            case AmiAction.ReadChannels _ -> "Status";
            case AmiAction.ReadVariable _ -> "Getvar";
            case AmiAction.SetGlobal _, AmiAction.SetVariable _ -> "Setvar";
            case AmiAction.Originate _, AmiAction.CallBack _, AmiAction.Notify _, AmiAction.Overhear _ -> "Originate";
            case AmiAction.HangUp _ -> "Hangup";
            case AmiAction.StopMixMonitor _ -> "StopMixMonitor";
        };
    }

    private static void variable(ByteBuf out, String variable, String value) {
        line(out, "Variable", variable);
        line(out, "Value", value);
    }

    private static void originate(ByteBuf out, AmiAction.Originate originate) {
        ring(out, originate.target(), originate.codec());
        if (originate.notice().isPresent() || originate.question().isPresent()) {
            line(out, "Context", originate.question().isPresent() ? QUESTION_CONTEXT : NOTICE_CONTEXT);
            line(out, "Exten", "s");
            line(out, "Priority", "1");
            originate.notice().ifPresent(sound -> line(out, "Variable", "PERM_NOTICE=" + sound));
            originate.question().ifPresent(sound -> line(out, "Variable", "PERM_QUESTION=" + sound));
            line(
                    out,
                    "Variable",
                    "PERM_CALLER_CHANNEL=" + originate.callerChannel().value());
        } else {
            line(out, "Application", "Bridge");
            line(out, "Data", originate.callerChannel().value());
        }
        line(out, "ChannelId", originate.legId());
        line(out, "Timeout", Long.toString(originate.ringTimeout().toMillis()));
        originate
                .presented()
                .ifPresent(shown -> line(
                        out,
                        "CallerID",
                        "\"" + shown.label() + "\" <" + shown.number().digits() + ">"));
        line(out, "Async", "true");
    }

    /// The Local channel gets the caller's codec: with linear audio, its default, a caller on hold hears no music.
    private static void ring(ByteBuf out, DialTarget target, AmiAction.Codec codec) {
        line(out, "Channel", RING_CHANNEL);
        line(out, "Codecs", codec.asteriskName());
        line(out, "Variable", "PERM_TARGET=" + target.dialString());
    }

    private static void callBack(ByteBuf out, AmiAction.CallBack callBack) {
        line(out, "Variable", "PERM_DIALLED=" + callBack.practiceNumber().digits());
        line(out, "Variable", "PERM_PATIENT=" + callBack.target().number().digits());
        originateWithQuestion(
                out,
                callBack.target(),
                callBack.question(),
                callBack.callId(),
                callBack.ringTimeout(),
                callBack.practiceNumber());
    }

    private static void notification(ByteBuf out, AmiAction.Notify notify) {
        line(out, "Variable", "PERM_ACKNOWLEDGEMENT=" + notify.confirmation());
        originateWithQuestion(
                out,
                notify.target(),
                notify.question(),
                notify.callId(),
                notify.ringTimeout(),
                notify.practiceNumber());
    }

    private static void originateWithQuestion(
            ByteBuf out,
            DialTarget target,
            String question,
            String callId,
            Duration ringTimeout,
            PhoneNumber practiceNumber) {
        ring(out, target, AmiAction.Codec.ALAW);
        line(out, "Context", QUESTION_CONTEXT);
        line(out, "Exten", "s");
        line(out, "Priority", "1");
        line(out, "Variable", "PERM_QUESTION=" + question);
        line(out, "ChannelId", callId);
        line(out, "Timeout", Long.toString(ringTimeout.toMillis()));
        line(out, "CallerID", "<" + practiceNumber.digits() + ">");
        line(out, "Async", "true");
    }

    private static void overhear(ByteBuf out, AmiAction.Overhear overhear) {
        line(out, "Channel", overhear.destination().dialString());
        line(out, "Application", "ChanSpy");
        line(out, "Data", overhear.target().value() + CHANSPY_OPTIONS);
        line(out, "ChannelId", overhear.tapId());
        line(out, "Timeout", CONNECT_TIMEOUT_MILLIS);
        line(out, "Async", "true");
    }

    private static void line(ByteBuf out, String key, String value) {
        WireText.requirePrintable(key, value, LONGEST_LINE - key.length() - 2);
        int start = out.writerIndex();
        ByteBufUtil.writeAscii(out, key);
        out.writeByte(':').writeByte(' ');
        ByteBufUtil.writeUtf8(out, value);
        if (out.writerIndex() - start > LONGEST_LINE) {
            throw new IllegalArgumentException(key + ": too long (expected: a line of at most 1,022 bytes)");
        }
        out.writeByte('\r').writeByte('\n');
    }
}
