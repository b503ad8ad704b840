package org.permanence.callback;

import org.permanence.call.Call;
import org.permanence.practice.Practice;
import org.permanence.privacy.PhoneNumber;

/// Where a flow promises a caller to call back.
public interface CallbackBooking {

    /// Promises nothing.
    CallbackBooking NONE = (_, _, _) -> false;

    /// Gives the place of a caller who waits to whoever will be called back; the caller may hang up.
    ///
    /// @param number where to call; one the practice's rules allow
    /// @return false where it could not be promised: the caller waits on, perhaps for an assistant who is reserved
    boolean book(Call call, Practice practice, PhoneNumber number);
}
