package org.permanence.blocking;

import java.time.Duration;
import java.util.Optional;
import org.permanence.practice.CallerHistory;
import org.permanence.practice.PracticeId;
import org.permanence.privacy.PhoneNumber;
import org.permanence.seal.SealException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Adds to a caller's history whether the practice has blocked the number. If the engine cannot determine that, the
/// number counts as not blocked: a fault of the engine turns no patient away.
public final class BlockAwareCallerHistory implements CallerHistory {

    private static final Logger LOG = LoggerFactory.getLogger(BlockAwareCallerHistory.class);

    private final CallerHistory callerHistory;
    private final BlockedNumbers blockedNumbers;

    public BlockAwareCallerHistory(CallerHistory callerHistory, BlockedNumbers blockedNumbers) {
        this.callerHistory = callerHistory;
        this.blockedNumbers = blockedNumbers;
    }

    @Override
    public Caller recordCall(PracticeId practice, Optional<PhoneNumber> number, Duration within) {
        Caller caller = callerHistory.recordCall(practice, number, within);
        return number.filter(presented -> isBlocked(practice, presented))
                .map(_ -> caller.asBlocked())
                .orElse(caller);
    }

    private boolean isBlocked(PracticeId practice, PhoneNumber number) {
        try {
            return blockedNumbers.isBlocked(practice, number);
        } catch (SealException fault) {
            LOG.atError().addKeyValue("practice", practice).setCause(fault).log("blocked-numbers.unavailable");
            return false;
        }
    }
}
