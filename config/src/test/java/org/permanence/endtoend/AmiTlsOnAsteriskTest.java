package org.permanence.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.endtoend.Scenario.PATIENT_TONE;
import static org.permanence.endtoend.Scenario.SOON;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.permanence.lab.LabPlan;

/// The engine connects to AMI over TLS, with what `permanence asterisk-files` made.
class AmiTlsOnAsteriskTest extends SharedInstallation {

    private static final int INES_TONE = 700;
    private static final String INES = "ines";

    AmiTlsOnAsteriskTest() {
        super(LabPlan.minimal().withAmiTls());
    }

    @Test
    void callerReachesAnAssistant() {
        var scenario = new Scenario(lab, List.of(INES), INES);
        var ines = lab.phoneOf(INES).sendsTone(INES_TONE);
        var patient = scenario.callerPresses('2', "742");

        assertTrue(ines.rings(SOON).isPresent() && ines.connects(SOON), lab.phones()::lastSippOutput);
        assertTrue(patient.audio().hasTone(INES_TONE, SOON), "the patient hears the assistant");
        assertTrue(ines.audio().hasTone(PATIENT_TONE, SOON), "the assistant hears the patient");

        ines.hangsUp();
        assertTrue(patient.ends(SOON), "the call is over");
    }

    @Test
    void keyIsForAsteriskOnly() throws IOException {
        var key = lab.workDirectory().resolve("etc/ami.pem");
        var trusted = lab.workDirectory().resolve("state/ami.pem");

        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(key)));
        assertTrue(Files.readString(key).contains("PRIVATE KEY"));
        assertEquals(Files.readString(key).replaceFirst("(?s)-----BEGIN PRIVATE.*", ""), Files.readString(trusted));
    }
}
