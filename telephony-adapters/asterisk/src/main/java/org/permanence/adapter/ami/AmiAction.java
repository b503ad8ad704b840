package org.permanence.adapter.ami;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.permanence.privacy.PhoneNumber;

/// An action that the engine can ask of Asterisk. The list is closed, and each value is checked in its constructor,
/// so every action that exists can be encoded. The rights `write=call,originate` are enough for all of them.
public sealed interface AmiAction {

    /// A variable's name. Without parentheses: `Setvar` would call a function of the dialplan, and some of them
    /// write files.
    String VARIABLE = "[A-Za-z_][A-Za-z0-9_]{0,63}";

    private static void checkVariable(String variable, String value) {
        WireText.requireMatch("variable", variable, VARIABLE, "a name of 1..64 letters, digits, '_'");
        WireText.requirePrintable("variable value", value, 512);
        // The dialplan may use the value in an expression or a second substitution.
        WireText.requireMatch("variable value", value, "[^$`{}\"\\\\]*", "no '$', '{', '}', '`', quote or backslash");
    }

    private static void checkLegId(String legId) {
        WireText.requireMatch(
                "leg id", legId, "[a-z0-9][a-z0-9.-]{0,79}", "1..80 of lower-case letters, digits, '.', '-'");
    }

    private static void checkRingTimeout(Duration ringTimeout) {
        if (ringTimeout.compareTo(Duration.ofSeconds(1)) < 0 || ringTimeout.compareTo(Duration.ofMinutes(5)) > 0) {
            throw new IllegalArgumentException("ring timeout: " + ringTimeout + " (expected: 1 s..5 min)");
        }
    }

    /// Asterisk refuses such data without the right `system`. An error here is better than a telephone that does
    /// not ring.
    private static void checkOriginated(String what, ChannelName channel) {
        if (channel.value().matches(".*(CURL|DB|EVAL|FILE|ODBC|REALTIME|SHELL).*")) {
            throw new IllegalArgumentException(what + ": forbidden word in capitals (expected: lower-case endpoints)");
        }
    }

    private static void checkSound(String what, String sound) {
        WireText.requireMatch(
                what, sound, "/[A-Za-z0-9/._-]{1,400}", "an absolute path of letters, digits, '/', '.', '_', '-'");
    }

    /// Opens the session. Only the client sends it.
    record Login(String username, AmiSecret secret) implements AmiAction {

        public Login {
            WireText.requireMatch(
                    "username", username, "[A-Za-z0-9_.-]{1,64}", "1..64 of letters, digits, '_', '.', '-'");
            WireText.requirePrintable("secret", secret.reveal(), 128);
        }
    }

    /// Ends the session. Only the client sends it.
    record Logoff() implements AmiAction {}

    /// Tests the connection.
    record Ping() implements AmiAction {}

    /// Reads all channels. `CoreShowChannels` would need the right `reporting` or `system`; `Status` needs only
    /// `call` (tried on Asterisk 22.10.1) and has the same data.
    record ReadChannels() implements AmiAction {}

    /// Reads a global variable of the dialplan, or a function without arguments such as `VERSION()`.
    record ReadVariable(String variable) implements AmiAction {

        public ReadVariable {
            WireText.requireMatch(
                    "variable",
                    variable,
                    "[A-Z][A-Z0-9_]{0,39}(\\(\\))?",
                    "capitals, digits, '_'; \"()\" for a function");
        }
    }

    /// Sets a global variable of the dialplan.
    record SetGlobal(String variable, String value) implements AmiAction {

        public SetGlobal {
            checkVariable(variable, value);
        }

        @Override
        public String toString() {
            return "SetGlobal[" + variable + "]"; // The value may be a secret.
        }
    }

    /// Sets a variable of one channel.
    record SetVariable(ChannelName channel, String variable, String value) implements AmiAction {

        public SetVariable {
            checkVariable(variable, value);
        }

        @Override
        public String toString() {
            return "SetVariable[" + variable + "]"; // The value may belong to a call.
        }
    }

    /// Rings `target` as the leg `legId` and bridges it with `callerChannel` on answer. Success means that Asterisk
    /// accepted the action; [AmiEvent.OriginateResponse] reports the outcome.
    ///
    /// @param codec the codec of the caller's channel
    /// @param notice sound file (absolute path without extension), played to the person who answers, before the
    ///     bridge
    /// @param question sound file played first; only key 1 leads to the bridge
    record Originate(
            DialTarget target,
            String legId,
            ChannelName callerChannel,
            Codec codec,
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
            checkOriginated("caller channel", callerChannel);
        }

        @Override
        public String toString() {
            return "Originate[" + legId + "]";
        }
    }

    /// Rings a patient as the call `callId`. The person who answers hears the question. After key 1 they enter the
    /// practice's number as a resumed call. Success means that Asterisk accepted the action.
    ///
    /// @param practiceNumber the practice's number, shown to the patient
    /// @param question sound file (absolute path without extension)
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

    /// Rings a line as the call `callId`, without a caller. The person who answers hears the question. After key 1
    /// the dialplan sends a user event and plays the confirmation. Success means that Asterisk accepted the action.
    ///
    /// @param practiceNumber the practice's number, shown on the telephone
    /// @param question sound file (absolute path without extension)
    /// @param confirmation sound file played after key 1
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
            checkSound("confirmation", confirmation);
        }

        @Override
        public String toString() {
            return "Notify[" + callId + "]";
        }
    }

    /// Taps one side of a call: streams to `destination` what the party on `target` says, but not what that party
    /// hears, until either channel ends. Nothing is played to either side.
    ///
    /// @param tapId the uniqueid of the channel that taps
    record Overhear(DialTarget.AudioSocket destination, String tapId, ChannelName target) implements AmiAction {

        public Overhear {
            checkLegId(tapId);
            checkOriginated("target", target);
        }

        @Override
        public String toString() {
            return "Overhear[" + tapId + "]"; // The id of the stream is a secret: it admits the stream.
        }
    }

    /// The codecs of trunks and telephones (`allow` in `pjsip.conf`), the preferred one first.
    enum Codec {
        ALAW,
        ULAW;

        /// The codec with Asterisk's name for it, such as `ulaw`; the preferred one for any other text.
        public static Codec named(String name) {
            return name.equals(ULAW.asteriskName()) ? ULAW : ALAW;
        }

        String asteriskName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// The caller id that the rung telephone shows: a label, such as the practice's name, and a number.
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

    /// Ends the MixMonitor of a channel.
    record StopMixMonitor(ChannelName channel) implements AmiAction {}

    /// Hangs up a channel with a cause of Q.850.
    record HangUp(ChannelName channel, int cause) implements AmiAction {

        public HangUp {
            if (cause < 1 || cause > 127) {
                throw new IllegalArgumentException("cause: " + cause + " (expected: 1..127)");
            }
        }
    }
}
