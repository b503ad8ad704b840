package org.permanence.practicefile;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.permanence.call.Line;
import org.permanence.oncall.OnCallPolicy;
import org.permanence.practice.CallbackRules;
import org.permanence.practice.EmergencyRules;
import org.permanence.practice.FairnessRules;
import org.permanence.practice.Language;
import org.permanence.practice.Languages;
import org.permanence.practice.MessageRules;
import org.permanence.practice.OpeningHours;
import org.permanence.practice.Overflow;
import org.permanence.practice.Practice;
import org.permanence.practice.PracticeId;
import org.permanence.practice.QueueRules;
import org.permanence.practice.QueueRules.OnCallWhileQueuedRule;
import org.permanence.practice.ReturningCallerRules;
import org.permanence.practice.TeamId;
import org.permanence.practice.TransferRules;
import org.permanence.privacy.PersonalText;
import org.permanence.privacy.PhoneNumber;
import org.permanence.yaml.Name;

/// One practice's file.
///
public record PracticeSettings(
        PersonalText name,
        List<PhoneNumber> numbers,
        Name team,
        Languages languages,
        ZoneId zone,
        HoursSettings hours,
        LocalizedPrompt greeting,
        LocalizedPrompt closedAnnouncement,
        PracticeLines lines,
        IntakeSettings intake,
        Optional<OnCallPolicy> onCall,
        QueueSettings queue,
        RecordingSettings recording,
        MessageRules messages,
        Optional<CallbackRules> callback) {

    public PracticeSettings {
        numbers = List.copyOf(numbers);
    }

    /// How whoever is rung takes a call.
    public enum AcceptBy {
        ANSWER,
        /// A machine presses none.
        KEY
    }

    /// The lines this practice may ring.
    ///
    /// @param emergency rung in turn for a matter of life, each for `emergencyRing`
    /// @param emergencyAcceptBy how they take a call; where nothing is said, by key if one of them is behind a
    /// trunk
    /// @param fallback rung in turn when nobody is free, or this engine is gone
    /// @param transfer to which assistants may hand a caller over, each rung for `transferRing`; may be none
    public record PracticeLines(
            List<Name> emergency,
            Duration emergencyRingTimeout,
            Optional<AcceptBy> emergencyAcceptBy,
            List<Name> fallback,
            List<Name> transfer,
            Duration transferRingTimeout) {

        public PracticeLines {
            emergency = List.copyOf(emergency);
            fallback = List.copyOf(fallback);
            transfer = List.copyOf(transfer);
            if (emergency.isEmpty() || fallback.isEmpty()) {
                throw new IllegalArgumentException("lines: none (expected: an emergency and a fallback line)");
            }
        }
    }

    /// The team that may answer too, for whoever has waited so long.
    public record OverflowSettings(Name team, Duration after) {}

    /// How callers wait.
    ///
    /// @param limit how many routine callers may wait at once
    /// @param announceEvery zero: never
    /// @param savedPositionFor how long the place of a caller who was cut off is kept; zero: not at all
    /// @param lastAssistantFor how long it is remembered who spoke with a caller last; zero: not at all
    /// @param announcesWaitEstimate whether a forecast follows the position
    /// @param preferredAssistants the assistants who are offered its callers before others
    /// @param onCallAfter for whom whoever is on call is rung while they wait
    public record QueueSettings(
            int limit,
            Duration maxWait,
            Duration announceEvery,
            boolean announcesWaitEstimate,
            Duration serviceLevelThreshold,
            FairnessRules fairness,
            Duration savedPositionFor,
            Duration lastAssistantFor,
            List<Name> preferredAssistants,
            Optional<OverflowSettings> overflow,
            Optional<OnCallWhileQueuedRule> onCallAfter) {

        public QueueSettings {
            preferredAssistants = List.copyOf(preferredAssistants);
            if (limit < 0 || maxWait.isNegative() || maxWait.isZero()) {
                throw new IllegalArgumentException(
                        "queue: limit " + limit + ", max-wait " + maxWait + " (expected: positive)");
            }
        }
    }

    /// The practice's own language.
    public Language language() {
        return languages.own();
    }

    /// The practice as the engine knows it.
    ///
    /// @param behindTrunk whether a line of this name is: a machine may answer there
    /// @param promptRevision of what it says to callers
    public Practice toPractice(Name id, Predicate<Name> behindTrunk, int promptRevision) {
        return toPractice(id, hours.openingHours(), behindTrunk, promptRevision);
    }

    /// The practice as whoever dials that one of its numbers meets it.
    ///
    /// @param behindTrunk whether a line of this name is: a machine may answer there
    /// @param promptRevision of what it says to callers
    public Practice toPracticeAt(PhoneNumber dialled, Name id, Predicate<Name> behindTrunk, int promptRevision) {
        return toPractice(id, hours.openingHoursAt(dialled), behindTrunk, promptRevision);
    }

    private Practice toPractice(Name id, OpeningHours open, Predicate<Name> behindTrunk, int promptRevision) {
        return new Practice(
                new PracticeId(id.value()),
                new TeamId(team.value()),
                languages,
                zone,
                open,
                hours.closing(),
                new EmergencyRules(
                        lines(lines.emergency()), lines.emergencyRingTimeout(), isAcceptedByKey(behindTrunk)),
                intake.rules(),
                onCall,
                new TransferRules(lines(lines.transfer()), lines.transferRingTimeout()),
                new QueueRules(
                        queue.limit(),
                        queue.maxWait(),
                        queue.announceEvery(),
                        queue.announcesWaitEstimate(),
                        queue.serviceLevelThreshold(),
                        queue.fairness(),
                        queue.overflow()
                                .map(other ->
                                        new Overflow(new TeamId(other.team().value()), other.after())),
                        queue.onCallAfter()),
                recording.rules(),
                messages,
                new ReturningCallerRules(queue.savedPositionFor(), queue.lastAssistantFor(), callback),
                promptRevision);
    }

    /// Whether somebody who is rung for it may be asked by name before they are joined.
    public boolean needsAcceptPrompt(Predicate<Name> behindTrunk) {
        return onCall.isPresent() || isAcceptedByKey(behindTrunk);
    }

    private boolean isAcceptedByKey(Predicate<Name> behindTrunk) {
        return lines.emergencyAcceptBy()
                .map(accept -> accept == AcceptBy.KEY)
                .orElseGet(() -> lines.emergency().stream().anyMatch(behindTrunk));
    }

    private static List<Line> lines(List<Name> names) {
        return names.stream().map(name -> new Line(name.value())).toList();
    }
}
