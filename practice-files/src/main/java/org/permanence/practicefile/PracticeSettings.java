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

/// The contents of one practice file.
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

    /// How an emergency line accepts a call.
    public enum AcceptBy {
        ANSWER,
        /// By pressing 1, which an answering machine does not do.
        KEY
    }

    /// The lines a practice may ring.
    ///
    /// @param emergency rung in turn for a life-threatening emergency, each for `emergencyRingTimeout`
    /// @param emergencyAcceptBy how an emergency line accepts a call; if empty: by key if one of the lines is
    ///     behind a trunk
    /// @param fallback rung in turn when no assistant is free, or the engine is down
    /// @param transfer lines to which assistants may transfer a caller, each rung for `transferRingTimeout`; may be
    ///     empty
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

    /// Another team that may answer callers who have waited for `after`.
    public record OverflowSettings(Name team, Duration after) {}

    /// The queue of the practice.
    ///
    /// @param limit maximum number of waiting callers when a routine call arrives
    /// @param announceEvery how often the position is announced; zero: never
    /// @param announcesWaitEstimate whether a wait estimate follows the position
    /// @param savedPositionFor how long the position of a caller who was cut off is saved; zero: not saved
    /// @param lastAssistantFor how long the last assistant of a caller is remembered; zero: not remembered
    /// @param preferredAssistants assistants who are offered the practice's calls before others
    /// @param onCallAfter when the on-call lines are rung for waiting callers
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

    /// The language of the practice.
    public Language language() {
        return languages.own();
    }

    /// The practice as the engine uses it.
    ///
    /// @param behindTrunk whether a line is behind a trunk, where a machine may answer
    /// @param promptRevision revision of the practice's prompts
    public Practice toPractice(Name id, Predicate<Name> behindTrunk, int promptRevision) {
        return toPractice(id, hours.openingHours(), behindTrunk, promptRevision);
    }

    /// The practice for calls to one of its numbers.
    ///
    /// @param behindTrunk whether a line is behind a trunk, where a machine may answer
    /// @param promptRevision revision of the practice's prompts
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

    /// Whether any line of the practice may be asked to accept a call before it is connected.
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
