package org.permanence.callback;

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
public record CallbackRequest(
        CallId call,
        PracticeId practice,
        String callerPseudonym,
        SealedNumber number,
        SealedNumber dialled,
        Instant requestedAt,
        int attempts) {

    CallbackRequest withNextAttempt() {
        return new CallbackRequest(call, practice, callerPseudonym, number, dialled, requestedAt, attempts + 1);
    }
}
