package org.permanence.seal;

import java.time.Instant;
import java.time.YearMonth;
import java.util.Optional;
import org.permanence.call.CallId;
import org.permanence.practice.PracticeId;

/// Begins recordings: creates the key, wraps it for those who may decrypt, and writes the beginning of the file.
public final class Sealer {

    /// A recording to be sealed.
    ///
    /// @param expiryMonth the month in which the practice's retention period ends
    /// @param truncated   whether it is the rest of a recording that a crash truncated
    public record Plan(
            RecordingId recording,
            PracticeId practice,
            CallId call,
            Instant started,
            YearMonth expiryMonth,
            DecryptionPolicy decryptionPolicy,
            boolean truncated) {

        /// A plan to seal again what is left of a recording.
        public static Plan repairing(
                RecordingHeader truncated, YearMonth expiryMonth, DecryptionPolicy decryptionPolicy) {
            return new Plan(
                    truncated.recording(),
                    truncated.practice(),
                    truncated.call(),
                    truncated.started(),
                    expiryMonth,
                    decryptionPolicy,
                    true);
        }
    }

    /// A recording that has begun.
    ///
    /// @param wrapped the wrapped key, to be stored in the database before the first audio; empty if only the
    ///                practice may decrypt
    /// @param numbers encrypts the phone number that belongs to it
    public record NewRecording(SealWriter writer, Optional<WrappedKey> wrapped, NumberSealer numbers) {}

    private final KeyChain keys;

    public Sealer(KeyChain keys) {
        this.keys = keys;
    }

    /// Creates the key and writes the part of the file before the audio.
    public NewRecording begin(Plan plan, SealedOutput output) {
        return switch (plan.decryptionPolicy()) {
            case DecryptionPolicy.PlatformOnly _, DecryptionPolicy.Shared _ -> {
                var fresh = keys.create(plan.practice(), plan.recording(), plan.expiryMonth());
                yield begin(plan, fresh.key(), Optional.of(fresh.wrapped()), output);
            }
            case DecryptionPolicy.PracticeOnly _ -> begin(plan, DataKey.generate(), Optional.empty(), output);
        };
    }

    private static NewRecording begin(Plan plan, DataKey key, Optional<WrappedKey> wrapped, SealedOutput output) {
        try (key) {
            var recipients = plan.decryptionPolicy().recipients().stream()
                    .map(to -> to.wrap(plan.practice(), plan.recording(), key))
                    .toList();
            var header = new RecordingHeader(
                    plan.recording(), plan.practice(), plan.call(), plan.started(), plan.truncated(), recipients);
            return new NewRecording(
                    SealWriter.begin(header, key, output),
                    wrapped,
                    NumberSealer.of(key, plan.practice(), plan.recording()));
        }
    }
}
