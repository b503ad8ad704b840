package org.permanence.gates;

import static java.time.temporal.ChronoUnit.MICROS;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.Optional;
import org.permanence.people.PersonId;
import org.permanence.practice.PracticeId;
import org.permanence.text.Sha256;

/// One version of a text that people sign or read. It never changes.
///
/// @param version from 1, counted for each kind
/// @param from when it applies, inclusive
@RecordBuilder
public record GateText(Kind kind, int version, String body, Instant from, PersonId writtenBy)
        implements GateTextBuilder.With {

    /// What the text is.
    public sealed interface Kind {

        /// The word of the text in messages and in the audit log.
        String word();

        /// The practice that the text belongs to; empty if the installation owns it.
        default Optional<PracticeId> owner() {
            return Optional.empty();
        }
    }

    /// The confidentiality agreement of the installation, which each assistant signs.
    public record Confidentiality() implements Kind {

        @Override
        public String word() {
            return "confidentiality";
        }
    }

    /// The contract and the agreement on data processing, which each practice signs.
    public record Contract() implements Kind {

        @Override
        public String word() {
            return "contract";
        }
    }

    /// The instruction sheet of a practice, which each assistant who serves it reads: [InstructionSheet].
    public record Instructions(PracticeId practice) implements Kind {

        @Override
        public String word() {
            return "instructions";
        }

        @Override
        public Optional<PracticeId> owner() {
            return Optional.of(practice);
        }
    }

    /// A text that gets its version when it is stored.
    public record Draft(Kind kind, String body, Instant from, PersonId writtenBy) {

        private static final int MAX_LENGTH = 65_536;

        /// @throws IllegalArgumentException if the text is empty, too long, or has control characters
        public Draft {
            if (body.isBlank() || body.length() > MAX_LENGTH) {
                throw new IllegalArgumentException(
                        "text: " + body.length() + " characters (expected: 1 to " + MAX_LENGTH + ")");
            }
            if (body.chars().anyMatch(one -> Character.isISOControl(one) && one != '\n' && one != '\t')) {
                throw new IllegalArgumentException("text: a control character (expected: none but line feeds)");
            }
        }

        /// The text as stored.
        public GateText toText(int version) {
            return new GateText(kind, version, body, from, writtenBy);
        }
    }

    /// Truncates the time to microseconds, the precision of the store.
    public GateText {
        from = from.truncatedTo(MICROS);
    }

    /// The SHA-256 of the body, which a signature has.
    public String sha256() {
        return Sha256.hex(body);
    }
}
