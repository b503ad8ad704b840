package org.permanence.adapter.ami;

import java.time.Duration;
import java.util.Optional;
import org.permanence.privacy.PhoneNumber;

/// What the engine asks of Asterisk: a short, closed list. Every value is checked where it is made, so an action
/// that exists can be written; the rights it needs are those of `write=call,originate`, nothing more.
public sealed interface AmiAction {

    /// A variable's name. No parenthesis: `Setvar` would call a function of the dialplan, and some write files.
    String VARIABLE = "[A-Za-z_][A-Za-z0-9_]{0,63}";

    private static void checkVariable(String variable, String value) {
        WireText.requireMatch("variable", variable, VARIABLE, "a name of 1..64 letters, digits, '_'");
        WireText.requirePrintable("variable value", value, 512);
        // The dialplan may put the value into an expression or a second substitution.
        WireText.requireMatch("variable value", value, "[^$`{}\"\\\\]*", "no '$', '{', '}', '`', quote or backslash");
    }

    private static void checkLegId(String legId) {
        WireText.requireMatch(
                "leg id", legId, "[a-z0-9][a-z0-9.-]{0,79}", "1..80 of lower-case letters, digits, '.', '-'");
    }

    private static void checkRingTimeout(Duration ringTimeout) {
        if (ringTimeout.compareTo(Duration.ofSeconds(1)) < 0 || ringTimeout.compareTo(Duration.ofMinutes(5)) > 0) {
            throw new IllegalArgumentException("patience: " + ringTimeout + " (expected: 1 s..5 min)");
        }
    }

    /// Asterisk refuses such data without the system right; better said here than by a silent phone.
    private static void checkOriginated(String what, ChannelName channel) {
        if (channel.value().matches(".*(CURL|DB|EVAL|FILE|ODBC|REALTIME|SHELL).*")) {
            throw new IllegalArgumentException(what + ": forbidden word in capitals (expected: lower-case endpoints)");
        }
    }

    private static void checkSound(String what, String sound) {
        WireText.requireMatch(
                what, sound, "/[A-Za-z0-9/._-]{1,400}", "an absolute path of letters, digits, '/', '.', '_', '-'");
    }

    /// Opens the session. Only the client makes one.
    record Login(String username, AmiSecret secret) implements AmiAction {

        public Login {
            WireText.requireMatch(
                    "username", username, "[A-Za-z0-9_.-]{1,64}", "1..64 of letters, digits, '_', '.', '-'");
            WireText.requirePrintable("secret", secret.reveal(), 128);
        }
    }

    /// Ends the session. Only the client says it.
    record Logoff() implements AmiAction {}

    /// Asks for an answer, no more.
    record Ping() implements AmiAction {}

    /// Asks for all channels. Not `CoreShowChannels`, which needs the right `reporting` or `system`: `Status` is
    /// content with `call` (tried on Asterisk 22.10.1) and tells the same.
    record ReadChannels() implements AmiAction {}

    /// Sets a global variable of the dialplan.
    record SetGlobal(String variable, String value) implements AmiAction {

        public SetGlobal {
            checkVariable(variable, value);
        }
    }

    /// Sets a variable of one channel.
    record SetVariable(ChannelName channel, String variable, String value) implements AmiAction {

        public SetVariable {
            checkVariable(variable, value);
        }

        @Override
        public String toString() {
            return "SetVariable[" + variable + "]"; // The value may be of a call.
        }
    }

    /// Rings `target` as the leg `legId` and, in the instant it answers, bridges it with `waiting`. Success means
    /// that Asterisk took the order; how it ended is told by [AmiEvent.OriginateResponse].
    ///
    /// @param notice the sound (absolute path without its extension) that whoever answers hears before
    /// @param question the sound that whoever answers hears first, and joins by key 1 alone
    record Originate(
            DialTarget target,
            String legId,
            ChannelName callerChannel,
            Duration ringTimeout,
            Optional<Presented> presented,
            Optional<String> notice,
            Optional<String> question)
            implements AmiAction {

        public Originate {
            checkLegId(legId);
            checkRingTimeout(ringTimeout);
            notice.ifPresent(sound -> checkSound("notice", sound));
            question.ifPresent(sound -> checkSound("question", sound));
            checkOriginated("waiting", callerChannel);
        }

        @Override
        public String toString() {
            return "Originate[" + legId + "]";
        }
    }

    /// Rings a patient outside as the call `callId`. Whoever answers hears the question and, by key 1, arrives at
    /// the number of ours that is shown, as somebody who comes back. Success means that Asterisk took the order.
    ///
    /// @param practiceNumber the number of ours
    /// @param question the sound (absolute path without its extension) that whoever answers hears
    record CallBack(
            DialTarget.TrunkNumber target,
            String callId,
            PhoneNumber practiceNumber,
            Duration ringTimeout,
            String question)
            implements AmiAction {

        public CallBack {
            checkLegId(callId);
            checkRingTimeout(ringTimeout);
            checkSound("question", question);
        }

        @Override
        public String toString() {
            return "CallBack[" + callId + "]";
        }
    }

    /// Rings somebody as the call `callId`, where no caller is. Whoever answers hears the question and, by key 1,
    /// that it is noted; the dialplan says so by an event. Success means that Asterisk took the order.
    ///
    /// @param practiceNumber the number of ours that the telephone shows
    /// @param question the sound (absolute path without its extension) that whoever answers hears
    /// @param confirmation the sound they hear after key 1
    record Notify(
            DialTarget target,
            String callId,
            PhoneNumber practiceNumber,
            Duration ringTimeout,
            String question,
            String confirmation)
            implements AmiAction {

        public Notify {
            checkLegId(callId);
            checkRingTimeout(ringTimeout);
            checkSound("question", question);
            checkSound("thanks", confirmation);
        }

        @Override
        public String toString() {
            return "Tell[" + callId + "]";
        }
    }

    /// Connects to `where` and says there, under the id `stream`, what `heard` says, and not what it hears, until
    /// either ends. It whispers nothing: neither side hears it.
    ///
    /// @param tapId the uniqueid of the channel that does it
    record Overhear(DialTarget.AudioSocket destination, String tapId, ChannelName target) implements AmiAction {

        public Overhear {
            checkLegId(tapId);
            checkOriginated("heard", target);
        }

        @Override
        public String toString() {
            return "Overhear[" + tapId + "]"; // The id of the stream opens its door.
        }
    }

    /// What the rung telephone shows: a label, such as the practice's name, and a number.
    record Presented(String label, PhoneNumber number) {

        public Presented {
            WireText.requirePrintable("label", label, 60);
            WireText.requireMatch("label", label, "[^\"<>\\\\]*", "no quote, angle bracket or backslash");
        }

        @Override
        public String toString() {
            return "[presented]";
        }
    }

    /// Ends the copying of what a channel's call says.
    record StopMixMonitor(ChannelName channel) implements AmiAction {}

    /// Hangs a channel up with a cause of Q.850.
    record HangUp(ChannelName channel, int cause) implements AmiAction {

        public HangUp {
            if (cause < 1 || cause > 127) {
                throw new IllegalArgumentException("cause: " + cause + " (expected: 1..127)");
            }
        }
    }
}
