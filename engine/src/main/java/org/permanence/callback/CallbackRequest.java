package org.permanence.callback;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import org.permanence.call.CallId;
import org.permanence.practice.PracticeId;
import org.permanence.seal.SealedNumber;

/// A booked callback. Its queue entry has the same call id.
///
/// @param call the id of the call it will become; all attempts have it, one after another
/// @param callerPseudonym the pseudonym of the patient's number
/// @param number the number to call
/// @param dialled the practice's number that the caller dialled
/// @param attempts how many times the patient has been called
/// @param numberAsserted whether the carrier asserted the number as the caller's own; if not, a caller typed it
@RecordBuilder
@RecordBuilder.Options(enableWither = false)
public record CallbackRequest(
        CallId call,
        PracticeId practice,
        String callerPseudonym,
        SealedNumber number,
        SealedNumber dialled,
        Instant requestedAt,
        int attempts,
        boolean numberAsserted) {

    CallbackRequest withNextAttempt() {
        return CallbackRequestBuilder.builder(this).attempts(attempts + 1).build();
    }
}
