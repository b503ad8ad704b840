package org.permanence.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.permanence.practice.Language.EN;
import static org.permanence.practice.Language.FR;
import static org.permanence.testing.SamplePractices.INES;
import static org.permanence.testing.SamplePractices.LES_LILAS;
import static org.permanence.testing.SamplePractices.OMAR;
import static org.permanence.triage.Urgency.ROUTINE;
import static org.permanence.triage.Urgency.UNCLEAR;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.permanence.assistant.Assistant;
import org.permanence.assistant.AssistantEvent;
import org.permanence.call.CallEnded;
import org.permanence.call.Line;
import org.permanence.practice.FairnessRules;
import org.permanence.practice.Languages;
import org.permanence.practice.Practice;
import org.permanence.practice.QueueRules;
import org.permanence.testing.Fixtures;
import org.permanence.testing.QueueScenario;
import org.permanence.testing.SamplePractices;
import org.permanence.testing.ScriptedCall;

/// The wait estimate that a caller hears, and the language in which they are answered.
class AnnouncementsWhileQueuedTest {

    private final QueueScenario scenario = new QueueScenario(SamplePractices.standard());

    @Test
    void waitEstimateFollowsThePositionWhileAnAssistantServes() throws CallEnded {
        scenario.signsIn(INES).waits("talks", LES_LILAS, ROUTINE);
        var call = caller().hears("fr.position-1").hears("fr.wait-under-5");

        scenario.hold(call, lesLilas(5, Duration.ofMinutes(9), Duration.ofSeconds(271)), ROUTINE);

        call.assertPlayedOut();
        assertEquals(
                List.of("music", "Hears[prompt=fr.position-1]", "Hears[prompt=fr.wait-under-5]", "music"),
                call.transcript());
    }

    @Test
    void waitEstimateIsSkippedWhenAnAssistantIsReserved() throws CallEnded {
        scenario.signsIn(INES)
                .on(INES, AssistantEvent.PAUSE_STARTED)
                .signsIn(OMAR)
                .waits("talks", LES_LILAS, ROUTINE);
        var call = caller().duringNextStep(() -> scenario.on(INES, AssistantEvent.RESUMED))
                .hears("fr.position-1");

        try (var reservation = reservation(scenario.hold(call, LES_LILAS, ROUTINE))) {
            assertEquals(new Line("ines"), reservation.line());
        }
        call.assertPlayedOut();
    }

    @Test
    void waitEstimateIsNotPlayedWhenThePracticeDisablesIt() throws CallEnded {
        scenario.signsIn(INES).waits("talks", LES_LILAS, ROUTINE);
        QueueRules usual = LES_LILAS.queue();
        var rules = new QueueRules(
                5,
                Duration.ofSeconds(40),
                Duration.ofSeconds(30),
                false,
                usual.serviceLevel(),
                usual.fairness(),
                usual.overflow(),
                usual.onCall());
        var call = caller().hears("fr.position-1");

        scenario.hold(call, LES_LILAS.withQueue(rules), ROUTINE);

        call.assertPlayedOut();
    }

    @Test
    void accuracyOfTheQuoteIsReportedOnAnswer() throws CallEnded {
        scenario.signsIn(INES).waits("talks", LES_LILAS, ROUTINE);
        scenario.clock().after(Duration.ofSeconds(100), () -> scenario.signsIn(OMAR));
        var call = caller().hears("fr.position-1").hears("fr.wait-under-5");

        try (var reservation =
                reservation(scenario.hold(call, lesLilas(5, Duration.ofMinutes(5), Duration.ofSeconds(60)), ROUTINE))) {
            reservation.connected();
        }

        assertEquals(List.of("WITHIN"), scenario.waitEstimateResults());
    }

    @Test
    void callerWaitsForAnAssistantWhoSpeaksTheChosenLanguage() throws CallEnded {
        Assistant ines = INES.withLanguages(Set.of(FR));
        Assistant omar = OMAR.withLanguages(Set.of(FR, EN));
        var both = new QueueScenario(SamplePractices.with(ines, omar));
        both.signsIn(omar).waits("talks", LES_LILAS, ROUTINE).signsIn(ines);
        both.clock().after(Duration.ofSeconds(12), () -> both.on(omar, AssistantEvent.RESERVATION_WITHDRAWN));

        try (var reservation = reservation(both.hold(caller(), english(), ROUTINE))) {
            assertEquals(new Line("omar"), reservation.line());
        }
    }

    @Test
    void missingLanguageIsAnnouncedOnceAndTheCallIsAnsweredInAnother() throws CallEnded {
        Assistant ines = INES.withLanguages(Set.of(FR));
        var alone = new QueueScenario(SamplePractices.with(ines, OMAR.withLanguages(Set.of(EN))));
        alone.signsIn(ines);
        var call = caller().hears("en.language-unavailable");

        try (var reservation = reservation(alone.hold(call, english(), ROUTINE))) {
            assertEquals(new Line("ines"), reservation.line());
        }
        call.assertPlayedOut();
    }

    @Test
    void missingLanguageIsAnnouncedWhenTheLastSpeakerLeaves() throws CallEnded {
        Assistant ines = INES.withLanguages(Set.of(FR));
        Assistant omar = OMAR.withLanguages(Set.of(FR, EN));
        var both = new QueueScenario(SamplePractices.with(ines, omar));
        both.signsIn(omar).waits("talks", LES_LILAS, ROUTINE).signsIn(ines);
        both.clock().after(Duration.ofSeconds(12), () -> both.on(omar, AssistantEvent.RING_NO_ANSWER));
        var call = caller().hears("en.language-unavailable");

        try (var reservation = reservation(both.hold(call, english(), ROUTINE))) {
            assertEquals(new Line("ines"), reservation.line());
        }
        call.assertPlayedOut();
    }

    @Test
    void callersMoreUrgentThanRoutineDoNotWaitForALanguage() throws CallEnded {
        var alone = new QueueScenario(SamplePractices.with(INES.withLanguages(Set.of(FR))));
        alone.signsIn(INES.withLanguages(Set.of(FR)));

        try (var reservation = reservation(alone.hold(caller(), english(), UNCLEAR))) {
            assertEquals(new Line("ines"), reservation.line());
        }
    }

    private static Practice english() {
        var languages = new Languages(FR, Map.of('8', EN), Optional.empty());
        return LES_LILAS.withLanguages(languages).inLanguage(EN);
    }

    private static ScriptedCall caller() {
        return ScriptedCall.to(Fixtures.LES_LILAS_DID);
    }

    private static Practice lesLilas(int limit, Duration patience, Duration announceEvery) {
        return SamplePractices.lesLilas(limit, patience, announceEvery, FairnessRules.ARRIVAL_ORDER);
    }

    private static Reservation reservation(WaitOutcome outcome) {
        return assertInstanceOf(WaitOutcome.AssistantReserved.class, outcome).reservation();
    }
}
