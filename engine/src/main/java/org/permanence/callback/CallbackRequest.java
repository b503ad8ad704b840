package org.permanence.callback;

import java.time.Instant;
import org.permanence.call.CallId;
import org.permanence.practice.PracticeId;
import org.permanence.seal.SealedNumber;

/// Whom to call back. The place in the queue is a waiting call of the same name.
///
/// @param call the call it will be; each attempt has this name, and they follow one another
/// @param callerPseudonym the pseudonym of the number
/// @param number the number to call
/// @param dialled the practice's number that the caller had dialled
/// @param attempts how many times the telephone has been rung
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
