package org.permanence.breakglass;

import static java.time.temporal.ChronoUnit.MICROS;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.permanence.access.SealedText;
import org.permanence.assistant.Login;
import org.permanence.practice.PracticeId;

/// A break-glass access: the right of a person to read records of a practice for an hour.
///
/// @param practice whose records are read
/// @param opener the person who opened it
/// @param reason encrypted for the data protection officer of the practice
/// @param endsAt until when it gives rights, excluded
/// @param review empty until the officer has reviewed it
@RecordBuilder
public record BreakGlass(
        BreakGlassId id,
        PracticeId practice,
        Login opener,
        SealedText reason,
        Instant openedAt,
        Instant endsAt,
        Optional<Review> review)
        implements BreakGlassBuilder.With {

    /// How long it gives rights.
    public static final Duration LIFETIME = Duration.ofMinutes(60);

    /// How long after the opening it may stay without a review. After that the account of the opener rests.
    public static final Duration REVIEW_LIMIT = Duration.ofDays(3);

    /// Truncates the times to microseconds, the precision of the store.
    public BreakGlass {
        openedAt = openedAt.truncatedTo(MICROS);
        endsAt = endsAt.truncatedTo(MICROS);
    }

    /// What the officer found.
    public record Review(Login reviewer, Verdict verdict, Instant at) {

        /// Truncates the time to microseconds, the precision of the store.
        public Review {
            at = at.truncatedTo(MICROS);
        }
    }

    /// The officer's verdict.
    public enum Verdict {
        JUSTIFIED,
        /// The access ends at once.
        UNJUSTIFIED
    }

    /// Whether it gives rights.
    public boolean isOpen(Instant now) {
        return now.isBefore(endsAt);
    }

    /// When the account of the opener begins to rest if it was not reviewed before.
    public Instant reviewUntil() {
        return openedAt.plus(REVIEW_LIMIT);
    }

    /// This access with its review. An unjustified one has ended.
    BreakGlass reviewed(Review found) {
        boolean endsNow = found.verdict() == Verdict.UNJUSTIFIED && isOpen(found.at());
        return withReview(Optional.of(found)).withEndsAt(endsNow ? found.at() : endsAt);
    }
}
