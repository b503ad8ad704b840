package org.permanence.adapter.asterisk;

import java.util.Optional;
import org.permanence.adapter.ami.ChannelName;
import org.permanence.call.CallId;
import org.permanence.privacy.PhoneNumber;

/// What the first session of a call says of it.
///
/// @param channel the name, for applications that find a channel by the beginning of its name or uniqueid: no name
/// begins
/// another, as the uniqueid `house-1795418350.1` begins `house-1795418350.18`, which is somebody else
/// @param callerNumber as presented
/// @param isResumed whether the dialplan kept the caller for an engine that came back
record CallStart(
        CallId call, ChannelName channel, PhoneNumber did, Optional<PhoneNumber> callerNumber, boolean isResumed) {}
