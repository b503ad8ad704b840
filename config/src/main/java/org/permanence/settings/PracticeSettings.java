package org.permanence.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.permanence.practice.Language;
import org.permanence.privacy.PersonalText;
import org.permanence.privacy.PhoneNumber;

/// One practice's file.
///
public record PracticeSettings(
        PersonalText name,
        List<PhoneNumber> numbers,
        Name team,
        Language language,
        ZoneId zone,
        HoursSettings hours,
        Said greeting,
        Said closed,
        RungLines lines,
        QueueSettings queue,
        RecordingSettings recording) {

    public PracticeSettings {
        numbers = List.copyOf(numbers);
    }

    /// What callers hear.
    ///
    /// @param recording the practice's own recording, which wins over the text
    public record Said(PersonalText text, Optional<Path> recording) {}

    /// The lines this practice may ring.
    ///
    /// @param emergency rung in turn for a matter of life, each for `emergencyRing`
    /// @param fallback rung in turn when nobody is free, or this engine is gone
    /// @param transfer to which assistants may hand a caller over, each rung for `transferRing`; may be none
    public record RungLines(
            List<Name> emergency,
            Duration emergencyRing,
            List<Name> fallback,
            List<Name> transfer,
            Duration transferRing) {

        public RungLines {
            emergency = List.copyOf(emergency);
            fallback = List.copyOf(fallback);
            transfer = List.copyOf(transfer);
            if (emergency.isEmpty() || fallback.isEmpty()) {
                throw new IllegalArgumentException("lines: none (expected: an emergency and a fallback line)");
            }
        }
    }

    /// How callers wait.
    ///
    /// @param limit how many routine callers may wait at once
    /// @param announceEvery zero: never
    public record QueueSettings(int limit, Duration patience, Duration announceEvery, Duration serviceLevel) {

        public QueueSettings {
            if (limit < 0 || patience.isNegative() || patience.isZero()) {
                throw new IllegalArgumentException(
                        "queue: limit " + limit + ", patience " + patience + " (expected: positive)");
            }
        }
    }
}
