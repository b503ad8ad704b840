package org.permanence.approval;

import static java.time.temporal.ChronoUnit.MICROS;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.Optional;
import org.permanence.access.Deed;
import org.permanence.access.Principal;
import org.permanence.access.SealedText;
import org.permanence.access.Subject;

/// A request for a second person.
///
/// @param subject what the deed is about; its practice and its team say who may approve
/// @param digest the SHA-256 of [Parameters], in lower-case hex
/// @param parameters encrypted; empty once the request has ended
/// @param endsAt until when the second person may decide, or the approved deed may be done; excluded
/// @param decidedBy the login of the person who gave or refused it; empty before, and if it expired
@RecordBuilder
public record Approval(
        ApprovalId id,
        Deed deed,
        Subject subject,
        Principal.Person asker,
        String digest,
        Optional<SealedText> parameters,
        ApprovalState state,
        Instant askedAt,
        Instant endsAt,
        Optional<String> decidedBy)
        implements ApprovalBuilder.With {

    /// Truncates the times to microseconds, the precision of the store.
    public Approval {
        askedAt = askedAt.truncatedTo(MICROS);
        endsAt = endsAt.truncatedTo(MICROS);
        if (!digest.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("request: no digest (expected: 64 hex digits)");
        }
    }

    /// Whether it can still be decided, or done.
    public boolean isOpen(Instant now) {
        return !state.isEnd() && now.isBefore(endsAt);
    }

    /// The request after `event`; empty if that cannot happen to it. An ended request has no parameters any more.
    Optional<Approval> on(ApprovalEvent event) {
        return ApprovalTransitions.after(state, event)
                .map(next -> next.isEnd() ? withState(next).withParameters(Optional.empty()) : withState(next));
    }
}
