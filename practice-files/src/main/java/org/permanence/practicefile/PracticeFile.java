package org.permanence.practicefile;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Map;
import org.permanence.practice.OpeningHours;
import org.permanence.practice.Practice;
import org.permanence.privacy.PhoneNumber;
import org.permanence.yaml.Name;

/// The contents of one practice file: the practice as calls see it, and what is needed before or beside calls.
///
/// @param hoursByNumber the opening hours of numbers with hours of their own; a subset of `numbers`
/// @param fallbackLines rung in turn when no assistant is free, or the engine is down; at least one
@RecordBuilder
public record PracticeFile(
        Practice practice,
        PracticeTexts texts,
        List<PhoneNumber> numbers,
        Map<PhoneNumber, OpeningHours> hoursByNumber,
        List<Name> fallbackLines,
        RecordingRecipients recordingRecipients)
        implements PracticeFileBuilder.With {

    public PracticeFile {
        numbers = List.copyOf(numbers);
        hoursByNumber = Map.copyOf(hoursByNumber);
        fallbackLines = List.copyOf(fallbackLines);
    }

    /// The practice for calls to one of its numbers.
    public Practice practiceAt(PhoneNumber dialled) {
        return practice.withHours(hoursByNumber.getOrDefault(dialled, practice.hours()));
    }

    /// The same file, read as the given revision of the practice's prompts.
    public PracticeFile withPromptRevision(int promptRevision) {
        return withPractice(practice.withPromptRevision(promptRevision));
    }
}
