package org.permanence.queue;

import org.permanence.assistant.Login;
import org.permanence.call.Call;
import org.permanence.practice.Practice;

/// What is remembered of callers from one call to the next: the place of whoever was cut off or is to be called back,
/// and who spoke with them last. Of a caller without a number, or where the book is away, nothing is: they wait as
/// whoever comes for the first time.
public interface FormerCalls {

    /// Remembers nothing.
    FormerCalls NONE = new FormerCalls() {

        @Override
        public void left(Call call, Practice practice, WaitingCall place) {}

        @Override
        public void talked(Call call, Practice practice, Login assistant) {}

        @Override
        public Former takenUp(Call call, Practice practice) {
            return Former.NOTHING;
        }
    };

    /// The caller is gone, and nobody had answered.
    void left(Call call, Practice practice, WaitingCall place);

    /// The caller and this assistant hear each other.
    void talked(Call call, Practice practice, Login assistant);

    /// What is known of this caller. The turn they had is nobody's from here on; whoever was to be called back is not
    /// any more.
    Former takenUp(Call call, Practice practice);
}
