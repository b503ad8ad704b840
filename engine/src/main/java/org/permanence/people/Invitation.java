package org.permanence.people;

import static java.time.temporal.ChronoUnit.MICROS;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// An open invitation. It is used once: an accepted invitation is deleted, and a new one replaces the earlier one.
///
/// @param tokenSha256 the SHA-256 of the [InvitationToken], in lower-case hex
/// @param endsAt    excluded
/// @param invitedBy who invited; empty: the operator who created the first account
public record Invitation(String tokenSha256, Instant endsAt, Optional<PersonId> invitedBy) {

    /// How long an invitation of the first account can be accepted.
    public static final Duration FIRST_ACCOUNT = Duration.ofMinutes(10);

    /// How long any other invitation can be accepted.
    public static final Duration OTHERS = Duration.ofDays(1);

    /// Truncates the time to microseconds, the precision of the store.
    public Invitation {
        endsAt = endsAt.truncatedTo(MICROS);
        if (!tokenSha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("invitation: no digest (expected: 64 hex digits)");
        }
    }

    static Invitation first(InvitationToken token, Instant now) {
        return new Invitation(token.sha256(), now.plus(FIRST_ACCOUNT), Optional.empty());
    }

    static Invitation by(PersonId inviter, InvitationToken token, Instant now) {
        return new Invitation(token.sha256(), now.plus(OTHERS), Optional.of(inviter));
    }

    public boolean isOpen(Instant now) {
        return now.isBefore(endsAt);
    }

    boolean isForTheFirstAccount() {
        return invitedBy.isEmpty();
    }
}
