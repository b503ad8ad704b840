package org.permanence.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.permanence.assistant.AssistantState.OFF;
import static org.permanence.assistant.AssistantState.READY;
import static org.permanence.testing.SamplePractices.INES;
import static org.permanence.testing.SamplePractices.LES_LILAS;
import static org.permanence.testing.SamplePractices.OMAR;
import static org.permanence.testing.SamplePractices.OTHER_TEAM;
import static org.permanence.testing.SamplePractices.TEAM;
import static org.permanence.triage.Urgency.ROUTINE;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.permanence.assistant.Presence;
import org.permanence.call.CallEnded;
import org.permanence.queue.AssistantService.Outcome;
import org.permanence.testing.Fixtures;
import org.permanence.testing.QueueScenario;
import org.permanence.testing.SamplePractices;
import org.permanence.testing.ScriptedCall;
import org.permanence.waittime.WaitEstimator;

/// Assistants whose account or team changed while the engine runs.
class AssistantsOutOfServiceTest {

    private final SamplePractices practices = SamplePractices.standard();
    private final QueueScenario scenario = new QueueScenario(practices);

    @Test
    void readyAssistantOutOfServiceGetsNoNewCall() {
        scenario.signsIn(INES);
        practices.endService(INES);

        scenario.waits("first", LES_LILAS, ROUTINE);
        assertEquals("no assistant", scenario.reservedFor("first"));

        scenario.signsIn(OMAR);
        assertEquals("omar", scenario.reservedFor("first"));
    }

    @Test
    void callThatWasReservedBeforeGoesOn() throws CallEnded {
        scenario.signsIn(INES);
        scenario.waits("scripted", LES_LILAS, ROUTINE);
        practices.endService(INES);

        var reserved = assertInstanceOf(
                WaitOutcome.AssistantReserved.class,
                scenario.hold(ScriptedCall.to(Fixtures.LES_LILAS_DID).withId("scripted"), LES_LILAS, ROUTINE));
        assertEquals(INES.line(), reserved.reservation().line());
    }

    @Test
    void assistantOfAnotherTeamGetsNoCallOfTheFormerTeam() {
        var moved = new QueueScenario(SamplePractices.with(INES.withTeam(OTHER_TEAM)));
        moved.signsIn(INES); // The presence of the former team remains.

        moved.waits("first", LES_LILAS, ROUTINE);

        assertEquals("no assistant", moved.reservedFor("first"));
    }

    @Test
    void assistantOutOfServiceOrOfAnotherTeamDoesNotShortenTheWaitEstimate() {
        scenario.signsIn(INES).signsIn(OMAR);
        practices.endService(INES);

        assertEquals(List.of(OMAR), view(practices).servingAssistants(TEAM));
        assertEquals(List.of(OMAR), view(practices).readyAssistants(TEAM));
        assertEquals(
                List.of(), view(SamplePractices.with(OMAR.withTeam(OTHER_TEAM))).servingAssistants(TEAM));
    }

    @Test
    void assistantOutOfServiceMaySignOutButNotIn() {
        var service = new AssistantService(scenario.teamQueue(), scenario.store(), practices, scenario.clock());
        scenario.signsIn(INES);
        practices.endService(INES);

        assertInstanceOf(Outcome.Done.class, service.signOut(INES.login()));
        assertInstanceOf(Outcome.UnknownLogin.class, service.signIn(INES.login()));
        assertInstanceOf(Outcome.UnknownLogin.class, service.resume(INES.login()));
        assertEquals(OFF, scenario.state(INES));
    }

    @Test
    void presencesAreThoseOfTheAssistantsInService() {
        var service = new AssistantService(scenario.teamQueue(), scenario.store(), practices, scenario.clock());
        scenario.signsIn(INES).signsIn(OMAR);
        practices.endService(INES);

        assertEquals(
                List.of(OMAR.login()),
                service.presences(Set.of(TEAM)).stream()
                        .filter(presence -> presence.state() == READY)
                        .map(Presence::login)
                        .toList());
    }

    private QueueView view(SamplePractices assistants) {
        return new QueueView(scenario.store(), assistants, new WaitEstimator((_, _) -> {}), scenario.clock());
    }
}
