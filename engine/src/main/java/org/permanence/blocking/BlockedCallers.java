package org.permanence.blocking;

import java.time.Duration;
import java.util.Optional;
import org.permanence.practice.CallerHistory;
import org.permanence.practice.PracticeId;
import org.permanence.privacy.PhoneNumber;
import org.permanence.seal.SealException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is kept of who calls, and whether the practice has blocked them. Where that cannot be known they are not:
/// no patient is turned away by a fault of ours.
public final class BlockedCallers implements CallerHistory {

    private static final Logger LOG = LoggerFactory.getLogger(BlockedCallers.class);

    private final CallerHistory callerHistory;
    private final Blocking blocking;

    public BlockedCallers(CallerHistory callerHistory, Blocking blocking) {
        this.callerHistory = callerHistory;
        this.blocking = blocking;
    }

    @Override
    public Caller recordCall(PracticeId practice, Optional<PhoneNumber> number, Duration within) {
        Caller caller = callerHistory.recordCall(practice, number, within);
        return number.filter(digits -> isBlocked(practice, digits))
                .map(_ -> caller.asBlocked())
                .orElse(caller);
    }

    private boolean isBlocked(PracticeId practice, PhoneNumber number) {
        try {
            return blocking.isBlocked(practice, number);
        } catch (SealException fault) {
            LOG.atError().addKeyValue("practice", practice).setCause(fault).log("blocked.unknown");
            return false;
        }
    }
}
