package org.permanence.blocking;

import java.time.Duration;
import java.util.Optional;
import org.permanence.practice.Callers;
import org.permanence.practice.PracticeId;
import org.permanence.privacy.PhoneNumber;
import org.permanence.seal.SealException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is kept of who calls, and whether the practice has blocked them. Where that cannot be known they are not: no
/// patient is turned away by a fault of ours.
public final class BlockedCallers implements Callers {

    private static final Logger LOG = LoggerFactory.getLogger(BlockedCallers.class);

    private final Callers callers;
    private final Blocking blocking;

    public BlockedCallers(Callers callers, Blocking blocking) {
        this.callers = callers;
        this.blocking = blocking;
    }

    @Override
    public Caller calls(PracticeId practice, Optional<PhoneNumber> number, Duration within) {
        Caller caller = callers.calls(practice, number, within);
        return number.filter(digits -> isBlocked(practice, digits))
                .map(_ -> caller.butBlocked())
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
