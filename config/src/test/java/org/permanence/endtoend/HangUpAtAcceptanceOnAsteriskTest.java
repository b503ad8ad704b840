package org.permanence.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.endtoend.Scenario.SOON;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.permanence.lab.Caller;
import org.permanence.lab.LabInstallation;
import org.permanence.lab.LabPlan;

/// An urgent patient hangs up within milliseconds of the doctor's key 1, on a real Asterisk: the doctor must not be
/// left alone with the silence.
@Tag("unhurried")
class HangUpAtAcceptanceOnAsteriskTest extends SharedInstallation {

    /// With `-Dpermanence.full=true`, 60.
    private static final int RACES = Boolean.getBoolean("permanence.full") ? 60 : 6;

    /// The patients hang up 0 to 2.5 ms after the end of the doctor's key is sent: Asterisk bridges them then.
    private static final Duration STEP = Duration.of(500, ChronoUnit.MICROS);

    private static final int STEPS = 6;
    private static final Duration END_OF_THE_CALL = Duration.ofSeconds(1);

    HangUpAtAcceptanceOnAsteriskTest() {
        super(LabPlan.minimal().closed().withOnCall());
    }

    @Test
    void noChannelIsLeftWhenThePatientHangsUpAtTheDoctorsKey() {
        List<String> faults = new ArrayList<>();
        for (int race = 0; race < RACES; race++) {
            var scenario = new Scenario(lab, List.of("ines"));
            var offset = STEP.multipliedBy(race % STEPS);
            Caller patient = scenario.urgentCaller(Integer.toString(760 + race));
            assertTrue(doctor().rings(SOON).isPresent() && doctor().connects(SOON), lab.phones()::lastSippOutput);
            assertTrue(scenario.hearsUrgentQuestion(doctor()), "the doctor hears which practice the call is for");

            doctor().presses('1', () -> patient.hangsUpAfter(offset));

            assertTrue(patient.ends(SOON), lab.phones()::lastSippOutput);
            if (!LabInstallation.eventually(
                    END_OF_THE_CALL, () -> lab.engineChannels().orElseThrow().isEmpty())) {
                faults.add("%s: channels are left".formatted(offset));
                doctor().hangsUp();
            }
            assertTrue(scenario.hasEvents("ended", 1), "the call has ended");
        }
        assertEquals(List.of(), faults, () -> "%d of %d races".formatted(faults.size(), RACES));
    }
}
