package org.permanence.breakglass;

import org.permanence.practice.PracticeId;

/// Notified of what operations must know about break-glass access.
public interface BreakGlassListener {

    void onOpened(PracticeId practice);

    /// An account rests from now on, because its access was not reviewed in time.
    void onNotReviewed(PracticeId practice);
}
