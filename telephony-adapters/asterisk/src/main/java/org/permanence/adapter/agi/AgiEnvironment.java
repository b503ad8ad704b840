package org.permanence.adapter.agi;

import java.util.List;
import java.util.Optional;
import org.permanence.call.CallId;
import org.permanence.privacy.PhoneNumber;

/// What Asterisk says about a call when it opens a session. It keeps the caller's number, but not the name, which
/// the caller chooses and no flow needs. It prints neither.
public final class AgiEnvironment {

    private final String script;
    private final CallId callId;
    private final String channel;
    private final List<String> arguments;
    private final String callerAsPresented;
    private final String dialledAsPresented;

    AgiEnvironment(String script, CallId callId, String channel, List<String> arguments, Presented presented) {
        this.script = script;
        this.callId = callId;
        this.channel = channel;
        this.arguments = List.copyOf(arguments);
        this.callerAsPresented = presented.caller();
        this.dialledAsPresented = presented.dialled();
    }

    record Presented(String caller, String dialled) {
        @Override
        public String toString() {
            return "[numbers]";
        }
    }

    /// The path in the address: `reception`.
    public String script() {
        return script;
    }

    public CallId callId() {
        return callId;
    }

    /// The channel's name, for AMI: `PJSIP/trunk-0000002a`. Printable ASCII without spaces.
    public String channel() {
        return channel;
    }

    /// The arguments that the dialplan passed after the secret, in order.
    public List<String> arguments() {
        return arguments;
    }

    /// The caller's number (caller id), if it is present and a valid number in `country`, such as `FR`. Never an
    /// identity.
    public Optional<PhoneNumber> caller(String country) {
        return PhoneNumber.presented(callerAsPresented, country);
    }

    /// The dialled number as the trunk presents it. Prefer the number that the dialplan passes, see [#arguments].
    public Optional<PhoneNumber> dialled(String country) {
        return PhoneNumber.presented(dialledAsPresented, country);
    }

    @Override
    public String toString() {
        return "AgiEnvironment[" + script + ", " + callId + "]";
    }
}
