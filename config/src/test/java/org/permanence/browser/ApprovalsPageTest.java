package org.permanence.browser;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.permanence.browser.ConsoleTab.View;
import org.permanence.lab.LabException;
import org.permanence.lab.LabPerson;

/// A manager asks at the command line that a patient is erased; the doctor decides in a browser.
@Tag("unhurried")
class ApprovalsPageTest extends BrowserInstallation {

    private static final LabPerson DOCTOR = LabPerson.doctor("les-lilas");
    private static final String NUMBER = "+33199000742";

    @Test
    void managerSeesThatItWaitsAndTheDoctorSeesWhatItIsAndApproves() throws IOException {
        Path number = Files.writeString(lab.workDirectory().resolve("number"), NUMBER + "\n");
        assertTrue(refusal(number).contains("waits for a second person"));
        try (ConsoleTab manager = tab(View.ENGLISH);
                ConsoleTab doctor = tab(View.ENGLISH)) {
            signIn(manager, LabPerson.MANAGER);
            manager.button("English").click();
            manager.link("Second person").click();
            manager.seesText("Waits for a second person");
            manager.isInOrder();
            manager.doesNotSee(manager.button("Show what is asked for"));
            manager.doesNotSee(manager.element(".card >> text=" + NUMBER));

            signIn(doctor, DOCTOR);
            doctor.link("Double accord").click();
            doctor.seesText("Attend votre décision");
            doctor.reload();
            doctor.seesText("Attend votre décision");
            doctor.doesNotSee(doctor.element(".card >> text=" + NUMBER));
            doctor.button("Voir ce qui est demandé").last().click();
            doctor.seesText(NUMBER);
            doctor.isInOrder();
            doctor.button("Approuver exactement ceci").click();
            doctor.seesText("Approuvée. Elle peut être exécutée une fois.");
            manager.seesText("Approved: can be carried out once");
        }

        lab.runAs(LabPerson.MANAGER, erasure(number));
        assertTrue(refusal(number).contains("waits for a second person"), "it was done once");
    }

    @Test
    void withdrawnRequestIsNotApproved() throws IOException {
        Path number = Files.writeString(lab.workDirectory().resolve("other-number"), "+33199000743\n");
        assertTrue(refusal(number).contains("waits for a second person"));
        try (ConsoleTab manager = tab(View.ENGLISH);
                ConsoleTab doctor = tab(View.ENGLISH)) {
            signIn(manager, LabPerson.MANAGER);
            manager.button("English").click();
            manager.link("Second person").click();
            signIn(doctor, DOCTOR);
            doctor.link("Double accord").click();
            doctor.button("Voir ce qui est demandé").last().click();
            doctor.seesText("+33199000743");
            doctor.keepsWhatItShows("/api/approvals");

            manager.button("Withdraw").last().click();
            manager.seesText("The request has ended. Nothing will be done.");
            doctor.button("Approuver exactement ceci").click();
            doctor.seesText("Non fait : la demande a changé ou est terminée");
        }
        assertTrue(refusal(number).contains("waits for a second person"));
    }

    private String refusal(Path number) {
        return String.valueOf(assertThrows(LabException.class, () -> lab.runAs(LabPerson.MANAGER, erasure(number)))
                .getMessage());
    }

    private static String[] erasure(Path number) {
        return new String[] {"patient", "erase", "--practice=les-lilas", "--purpose=patrqt", "--number-file=" + number};
    }
}
