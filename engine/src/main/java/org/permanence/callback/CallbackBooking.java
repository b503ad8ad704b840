package org.permanence.callback;

import org.permanence.call.Call;
import org.permanence.practice.Practice;
import org.permanence.privacy.PhoneNumber;

/// Books callbacks for the callers of a flow.
public interface CallbackBooking {

    /// Books no callbacks.
    CallbackBooking NONE = (_, _, _) -> false;

    /// Books a callback for a caller in the queue. It takes over the caller's position, and the caller may hang up.
    ///
    /// @param number the number to call; the practice's rules must allow it
    /// @return false if it could not be booked; the caller keeps waiting, perhaps for an assistant who is already
    /// reserved
    boolean book(Call call, Practice practice, PhoneNumber number);
}
