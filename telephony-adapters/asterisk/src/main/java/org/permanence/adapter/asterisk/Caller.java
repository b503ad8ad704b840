package org.permanence.adapter.asterisk;

import java.util.Optional;
import org.permanence.call.CallId;
import org.permanence.privacy.PhoneNumber;

/// What the first session of a call says of it.
///
/// @param number as presented
/// @param returning whether the dialplan kept the caller for an engine that came back
record Caller(CallId call, PhoneNumber did, Optional<PhoneNumber> number, boolean returning) {}
