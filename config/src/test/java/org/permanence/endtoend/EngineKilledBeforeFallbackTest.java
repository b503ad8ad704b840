package org.permanence.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.endtoend.Scenario.SOON;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.permanence.lab.Caller;
import org.permanence.lab.LabPlan;

/// The engine dies while a caller whose wait is over hears that another line is rung, on a real Asterisk.
@Tag("unhurried")
class EngineKilledBeforeFallbackTest extends SharedInstallation {

    private static final String INES = "ines";
    private static final Duration MAX_WAIT = Duration.ofSeconds(30);

    /// Enough to recognise the prompt while it plays on.
    private static final Duration PROMPT_START = Duration.ofSeconds(1);

    EngineKilledBeforeFallbackTest() {
        super(LabPlan.minimal().withMaxWait(MAX_WAIT.toSeconds() + "s"));
    }

    @Test
    void fallbackLineRingsWithoutASecondWait() {
        var scenario = new Scenario(lab, List.of(INES));
        Caller patient = scenario.callerPresses('2', "771");
        assertTrue(scenario.hasEvents("queued", 1), "the patient is in the queue");
        assertTrue(hearsThatAnotherLineIsRung(patient), "the patient hears that another line is rung");

        lab.engine().kill();
        lab.startEngine();

        var fallback = lab.phones().phone(LabPlan.FALLBACK);
        assertTrue(fallback.rings(SOON).isPresent(), lab.engine()::lastLogLines);
        assertTrue(scenario.hasEvents("resumed", 1), "the call came back to the new engine");
        assertEquals(1, scenario.events().stream().filter("queued"::equals).count(), "the wait does not begin again");
        patient.hangsUp();
        assertTrue(scenario.hasEvents("ended", 1));
    }

    private boolean hearsThatAnotherLineIsRung(Caller patient) {
        var start = lab.speech(Scenario.promptText("ringing-fallback")).first(PROMPT_START);
        return patient.audio().findPrompt(start, MAX_WAIT.plus(SOON)).isPresent();
    }
}
