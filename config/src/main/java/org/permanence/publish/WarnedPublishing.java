package org.permanence.publish;

import java.util.List;
import java.util.Optional;
import org.permanence.assistant.AssistantDirectory;
import org.permanence.assistant.ServedLanguages;
import org.permanence.practice.Practice;
import org.permanence.practice.PracticeChange;
import org.permanence.practice.PracticeDirectory;
import org.permanence.practice.PracticeId;
import org.permanence.practice.PracticePublishing;
import org.permanence.practice.PracticeSource;
import org.permanence.practice.PracticeVersion;
import org.permanence.practice.PublishOutcome;
import org.permanence.practice.ShorterRetention;
import org.permanence.text.EnumWords;

/// Publishes practices' files, with a warning for each language that a practice offers and none of its assistants
/// speaks. It is no reason to refuse: who works here changes without the file.
public final class WarnedPublishing implements PracticePublishing {

    private final PracticePublishing publishing;
    private final PracticeDirectory practices;
    private final AssistantDirectory assistants;

    /// @param practices the practices as published
    public WarnedPublishing(PracticePublishing publishing, PracticeDirectory practices, AssistantDirectory assistants) {
        this.publishing = publishing;
        this.practices = practices;
        this.assistants = assistants;
    }

    @Override
    public Optional<PracticeSource> source(PracticeId practice) {
        return publishing.source(practice);
    }

    @Override
    public Optional<PracticeSource> source(PracticeId practice, int version) {
        return publishing.source(practice, version);
    }

    @Override
    public List<PracticeVersion> versions(PracticeId practice) {
        return publishing.versions(practice);
    }

    @Override
    public Optional<ShorterRetention> shorterRetention(PracticeId practice, PracticeSource source) {
        return publishing.shorterRetention(practice, source);
    }

    @Override
    public PublishOutcome publish(PracticeId practice, PracticeSource source, PracticeChange change) {
        return warned(practice, publishing.publish(practice, source, change));
    }

    @Override
    public PublishOutcome publishApproved(PracticeId practice, PracticeSource source, PracticeChange change) {
        return warned(practice, publishing.publishApproved(practice, source, change));
    }

    private PublishOutcome warned(PracticeId practice, PublishOutcome outcome) {
        return switch (outcome) {
            case PublishOutcome.Applied(var version, var _) ->
                new PublishOutcome.Applied(
                        version, practices.find(practice).map(this::warnings).orElse(List.of()));
            case PublishOutcome.Refused refused -> refused;
        };
    }

    private List<String> warnings(Practice practice) {
        return ServedLanguages.missing(practice, assistants.inService()).stream()
                .map(language -> "no assistant who serves " + practice.id() + " speaks " + EnumWords.of(language)
                        + " (expected: one; permanence user staffing changes languages)")
                .toList();
    }
}
