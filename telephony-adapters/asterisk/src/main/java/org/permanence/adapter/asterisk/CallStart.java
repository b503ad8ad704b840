package org.permanence.adapter.asterisk;

import java.util.Optional;
import org.permanence.adapter.ami.AmiAction;
import org.permanence.adapter.ami.ChannelName;
import org.permanence.call.CallId;
import org.permanence.call.FlowName;
import org.permanence.privacy.PhoneNumber;

/// What the first AGI session of a call says about it.
///
/// @param flowName     the script in the address of the session
/// @param channel      the channel's name, for Asterisk's applications that find a channel by a prefix of its name
///                     or uniqueid. No channel name is a prefix of another, but the uniqueid
///                     `asterisk-1795418350.1` is one of `asterisk-1795418350.18`, which is another caller
/// @param codec        the codec of the caller's channel
/// @param callerNumber the number as presented, never an identity
/// @param isCallerAsserted whether the carrier asserts that number, or the engine rang it and a person accepted
/// @param isResumed    whether the dialplan kept this caller for an engine that came back, or the caller was called
///     back
record CallStart(
        CallId call,
        FlowName flowName,
        ChannelName channel,
        AmiAction.Codec codec,
        PhoneNumber did,
        Optional<PhoneNumber> callerNumber,
        boolean isCallerAsserted,
        boolean isResumed) {}
