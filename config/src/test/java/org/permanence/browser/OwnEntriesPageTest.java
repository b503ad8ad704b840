package org.permanence.browser;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.options.ColorScheme;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.permanence.browser.ConsoleTab.View;
import org.permanence.lab.LabInstallation;
import org.permanence.lab.LabPerson;
import org.permanence.lab.LabPlan;

/// The page of what was looked at in a person's name, after a real call was recorded and played.
@Tag("unhurried")
class OwnEntriesPageTest extends BrowserInstallation {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final long TWO_SECONDS_BYTES = 64_000;
    private static final String INES = "ines";

    @Override
    LabPlan plan() {
        return LabPlan.minimal().withRecording();
    }

    @Test
    void recordingThatWasPlayedIsShownWithPurposeAndSession() {
        String recording = recordCall();
        lab.playRecording(recording);
        String session = lab.runAs(LabPerson.MANAGER, "sessions").split(" ", 2)[0];
        try (ConsoleTab tab = tab(new View("en-GB", 360, ColorScheme.LIGHT))) {
            signIn(tab, LabPerson.MANAGER.login(), lab.nextCode(LabPerson.MANAGER));
            tab.tabsTo(tab.link("Ce qui a été consulté en votre nom"));
            tab.keys("Enter");
            tab.seesHeading("Enregistrement écouté");
            tab.isInOrder();
            tab.button("English").click();

            tab.seesHeading("What was looked at in your name");
            String played =
                    tab.element(".card:has(h2:text-is('Recording played'))").innerText();
            assertTrue(played.contains(recording), played);
            assertTrue(played.contains("les-lilas"), played);
            assertTrue(played.contains("Compliance check"), played);
            assertTrue(played.contains("Done"), played);
            assertTrue(played.contains(session), played);
            tab.seesHeading("Audit log read");
            tab.isInOrder();

            tab.link("Your sessions").click();
            tab.seesText(session);
        }
    }

    @Test
    void entriesOfOthersAreNotShown() {
        lab.runAs(LabPerson.OFFICER, "audit", "own");
        Member member = member("ursula");
        try (ConsoleTab tab = tab(View.ENGLISH)) {
            signIn(tab, member, member.recoveryCode());
            tab.link("Ce qui a été consulté en votre nom").click();
            tab.seesHeading("Connexion");
            tab.button("English").click();
            tab.seesHeading("Signed in");
            assertTrue(tab.element(".card h2").allTextContents().stream()
                    .noneMatch(entry -> entry.equals("Person invited")));
        }
    }

    /// The id of the recording of a conversation.
    private String recordCall() {
        lab.signIn(INES);
        var ines = lab.phoneOf(INES).sendsTone(700);
        var patient = lab.phones().caller("0199000742").sendsTone(500).dials(LabPlan.PRACTICE_NUMBER);
        assertTrue(patient.connects(SOON), lab.engine()::lastLogLines);
        assertTrue(
                LabInstallation.eventually(SOON, () -> {
                    patient.presses('2'); // Heard once the question plays.
                    return lab.hasJournalEntry(
                            entry -> entry.path("event").asString().equals("triaged"), Duration.ofSeconds(1));
                }),
                lab.engine()::lastLogLines);
        assertTrue(ines.rings(SOON).isPresent() && ines.connects(SOON), lab.engine()::lastLogLines);
        assertTrue(LabInstallation.eventually(SOON, () -> lab.sealedBytes() > TWO_SECONDS_BYTES));
        ines.hangsUp();
        assertTrue(patient.ends(SOON));
        assertTrue(LabInstallation.eventually(
                SOON,
                () -> lab.recordings().stream()
                        .anyMatch(one -> one.path("state").asString().equals("sealed"))));
        return lab.recordings().getFirst().path("recording").asString();
    }
}
