package org.permanence.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.adapter.ami.DialTarget;
import org.permanence.assistant.Assistant;
import org.permanence.assistant.Login;
import org.permanence.call.Line;
import org.permanence.settings.InstallationOnDisk;

class ConfiguredDialTargetsTest {

    private static final String LONGEST_NAME = "a-telephone-of-forty-characters-xxxxxxxx";

    private InstallationOnDisk installation;

    @BeforeEach
    void createInstallation(@TempDir Path directory) {
        installation = new InstallationOnDisk(directory);
    }

    @Test
    void unknownLineHasNoTarget() {
        var targets = new ConfiguredDialTargets(installation.settings());

        assertThrows(IllegalStateException.class, () -> targets.target(new Line("unknown")));
    }

    @Test
    void telephoneMayHaveTheLongestAllowedName() {
        installation
                .change("phone: ines", "phone: " + LONGEST_NAME)
                .change("  ines:\n    # Name", "  " + LONGEST_NAME + ":\n    # Name");

        Line line = assistant("ines").line();

        assertEquals(
                DialTarget.Endpoint.class,
                new ConfiguredDialTargets(installation.settings()).target(line).getClass());
    }

    @Test
    void lineNameMayResembleATelephoneName() {
        installation
                .change("  back-office:\n", "  phone-ines:\n")
                .changePractice(
                        "emergency-lines: [doctor-martin, back-office]", "emergency-lines: [doctor-martin, phone-ines]")
                .changePractice("fallback-lines: [back-office]", "fallback-lines: [phone-ines]");

        var targets = new ConfiguredDialTargets(installation.settings());

        assertEquals(
                DialTarget.TrunkNumber.class,
                targets.target(new Line("phone-ines")).getClass());
        assertEquals(
                DialTarget.Endpoint.class,
                targets.target(assistant("ines").line()).getClass());
    }

    @Test
    void lineRingsThroughItsTrunkOrItsTelephone() {
        installation.change(
                "  back-office:\n    number: \"+33199000912\"\n    trunk: carrier", "  back-office:\n    phone: awa");
        var settings = installation.settings();
        var targets = new ConfiguredDialTargets(settings);

        assertEquals("TrunkNumber[trunk=Endpoint[name=carrier], number=[number]]", target(targets, "doctor-martin"));
        assertEquals(targets.target(assistant("awa").line()), targets.target(new Line("back-office")));
    }

    private Assistant assistant(String login) {
        return ConfiguredAssistantsTest.assistants(installation.settings())
                .find(new Login(login))
                .orElseThrow();
    }

    private static String target(ConfiguredDialTargets targets, String line) {
        return targets.target(new Line(line)).toString();
    }
}
