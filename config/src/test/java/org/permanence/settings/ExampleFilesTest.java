package org.permanence.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.access.Role;
import org.permanence.call.Line;
import org.permanence.practice.Language;
import org.permanence.practice.Practice;
import org.permanence.practicefile.PracticeFile;
import org.permanence.privacy.PhoneNumber;
import org.permanence.triage.TimeWindow;
import org.permanence.yaml.Name;

class ExampleFilesTest {

    private InstallationOnDisk installation;

    @BeforeEach
    void createInstallation(@TempDir Path directory) {
        installation = new InstallationOnDisk(directory);
    }

    @Test
    void exampleSettingsFileIsAcceptedByTheRealReader() {
        InstallationSettings settings = installation.settings();

        assertEquals(new Name("example"), settings.identity().name());
        assertEquals(installation.path("state"), settings.identity().state());
        assertEquals(new DatabaseSettings.Embedded(installation.path("state/permanence")), settings.database());
        assertEquals("127.0.0.1:4573", settings.agi().address().toString());
        assertEquals(List.of(settings.agi().address()), settings.asterisk().engines());
        assertEquals(
                "[127.0.0.2]", named("carrier", settings.trunks()).addresses().toString());
        assertInstanceOf(
                PhoneSettings.StaticContact.class,
                named("ines", settings.phones()).location());
        assertInstanceOf(
                PhoneSettings.Registered.class, named("awa", settings.phones()).location());
        assertEquals(
                Set.of(Language.FR, Language.EN),
                named("awa", settings.assistants()).languages());
    }

    @Test
    void examplePracticeFileIsReadCompletely() {
        PracticeFile file = named("les-lilas", installation.settings().practiceFiles());
        Practice practice = file.practice();

        assertEquals(List.of(PhoneNumber.parse("+33199000001")), file.numbers());
        assertEquals(ZoneId.of("Europe/Paris"), practice.zone());
        assertEquals(
                List.of(
                        new TimeWindow(LocalTime.of(8, 0), LocalTime.NOON),
                        new TimeWindow(LocalTime.of(14, 0), LocalTime.of(19, 0))),
                practice.hours().week().get(DayOfWeek.MONDAY));
        assertEquals(
                List.of(new Line("doctor-martin"), new Line("back-office")),
                practice.emergency().lines());
        assertEquals(Duration.ofMinutes(10), practice.queue().maxWait());
    }

    @Test
    void keysWithADefaultMayBeOmitted() {
        InstallationSettings complete = installation.settings();

        installation.change("\npractices: practices\n", "\n");
        installation.write(
                "permanence.yaml",
                without(
                        installation.text("permanence.yaml"),
                        "database",
                        "agi",
                        "retention-days",
                        "text-to-speech",
                        "country",
                        "language"));
        installation.write(
                "practices/les-lilas.yaml",
                without(
                        installation.text("practices/les-lilas.yaml"),
                        "language",
                        "time-zone",
                        "queue",
                        "service-level-threshold"));

        InstallationSettings reduced = installation.settings();
        assertTrue(complete.isSameExceptPractices(reduced), "permanence.yaml");
        assertEquals(complete.practiceFiles(), reduced.practiceFiles());
    }

    @Test
    void commentedTokenAndObjectStoreSectionsAreReadWhenUncommented() {
        String archive = installation
                .text("permanence.yaml")
                .replaceFirst("(?m)^  root-key-file: .*$", "")
                .replaceFirst("module: /\\S+", "module: permanence.yaml")
                .replace("secrets/token-pin", "secrets/ami")
                .replace("secrets/s3-access-key", "secrets/ami")
                .replace("secrets/s3-secret-key", "secrets/management");
        for (String section : List.of("root-key-token", "object-store")) {
            archive = uncommented(section, archive);
        }

        ArchiveSettings read =
                installation.write("permanence.yaml", archive).settings().archive();

        var pin = new SecretFile(installation.path("secrets/ami"));
        assertEquals(
                new RootKeySettings.InToken(installation.path("permanence.yaml"), 0, "root-1", pin), read.rootKey());
        assertEquals(
                Optional.of(new ObjectStoreSettings(
                        URI.create("https://s3.example.org"),
                        "recordings",
                        "us-east-1",
                        pin,
                        new SecretFile(installation.path("secrets/management")))),
                read.objectStore());
    }

    @Test
    void commentedConsoleIsReadWhenUncommented() {
        assertEquals(Optional.empty(), installation.settings().console());
        String text = installation.text("permanence.yaml");
        int start = text.indexOf("# console:");
        int end = text.indexOf("\n\n", start);

        var read = installation
                .write(
                        "permanence.yaml",
                        text.substring(0, start)
                                + text.substring(start, end).replaceAll("(?m)^# ", "")
                                + text.substring(end))
                .settings()
                .console()
                .orElseThrow();

        assertEquals("https://console.example.fr:9443", read.origin().toString());
        assertEquals("192.0.2.10:9443", read.address().toString());
        assertEquals(Optional.empty(), read.certificate());
        assertEquals(Set.of(InetAddress.getLoopbackAddress()), read.trustedProxies());
        assertEquals(2, read.hashesAtOnce());
        assertEquals(Set.of(Role.OPERATIONS), read.clients().devices());
        assertFalse(read.clients().sources().admit(Set.of(Role.OPERATIONS), InetAddress.ofLiteral("198.51.100.1")));
        assertTrue(read.clients().sources().admit(Set.of(Role.ASSISTANT), InetAddress.ofLiteral("198.51.100.1")));
    }

    private static String uncommented(String section, String text) {
        int start = text.indexOf("  # " + section + ":");
        int end = text.indexOf("\n  # T", text.indexOf("-file:", start));
        return text.substring(0, start)
                + text.substring(start, end).replaceAll("(?m)^  # ", "  ")
                + text.substring(end);
    }

    private static <T> T named(String name, Map<Name, T> all) {
        return Optional.ofNullable(all.get(new Name(name))).orElseThrow();
    }

    /// The text without these keys and their sections. Comments stay.
    private static String without(String text, String... keys) {
        String kept = text;
        for (String key : keys) {
            kept = kept.replaceFirst("(?m)^( *)" + key + ":.*\\n(?:\\1 +.*\\n)*", "");
        }
        return kept;
    }
}
