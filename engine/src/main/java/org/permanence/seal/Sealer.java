package org.permanence.seal;

import java.time.Instant;
import java.time.YearMonth;
import java.util.Optional;
import org.permanence.call.CallId;
import org.permanence.practice.PracticeId;

/// Begins recordings: a key for each, closed for whoever may read, and the file's first bytes.
public final class Sealer {

    /// What is to be sealed.
    ///
    /// @param until     the month in which it ends by the practice's retention
    /// @param truncated whether it is what a crash has left of one
    public record Plan(
            RecordingId recording,
            PracticeId practice,
            CallId call,
            Instant started,
            YearMonth until,
            Readers readers,
            boolean truncated) {

        /// To seal anew what is left of a recording.
        public static Plan repairing(RecordingHeader cut, YearMonth until, Readers readers) {
            return new Plan(cut.recording(), cut.practice(), cut.call(), cut.started(), until, readers, true);
        }
    }

    /// A recording that has begun.
    ///
    /// @param wrapped what the database must hold before the first sound; nothing if the practice alone may read
    /// @param numbers closes the number that belongs to it
    public record Begun(SealWriter writer, Optional<WrappedKey> wrapped, NumberSealer numbers) {}

    private final KeyChain keys;

    public Sealer(KeyChain keys) {
        this.keys = keys;
    }

    /// Writes what stands before the sound.
    public Begun begin(Plan plan, Sink sink) {
        return switch (plan.readers()) {
            case Readers.Provider _, Readers.Shared _ -> {
                var fresh = keys.create(plan.practice(), plan.recording(), plan.until());
                yield begin(plan, fresh.key(), Optional.of(fresh.wrapped()), sink);
            }
            case Readers.PracticeOnly _ -> begin(plan, DataKey.fresh(), Optional.empty(), sink);
        };
    }

    private static Begun begin(Plan plan, DataKey key, Optional<WrappedKey> wrapped, Sink sink) {
        try (key) {
            var recipients = plan.readers().recipients().stream()
                    .map(to -> to.wrap(plan.practice(), plan.recording(), key))
                    .toList();
            var header = new RecordingHeader(
                    plan.recording(), plan.practice(), plan.call(), plan.started(), plan.truncated(), recipients);
            return new Begun(
                    SealWriter.begin(header, key, sink),
                    wrapped,
                    NumberSealer.of(key, plan.practice(), plan.recording()));
        }
    }
}
