package org.permanence.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import org.permanence.practice.Language;
import org.permanence.privacy.PhoneNumber;

class ExampleHouseTest {

    private HouseOnDisk house;

    @BeforeEach
    void anExample(@TempDir Path directory) {
        house = new HouseOnDisk(directory);
    }

    @Test
    void theExampleIsAcceptedByTheRealReader() {
        HouseSettings settings = house.settings();

        assertEquals(new Name("example"), settings.house().name());
        assertEquals(house.path("state"), settings.house().state());
        assertEquals(new DatabaseSettings.Embedded(house.path("state/house")), settings.database());
        assertEquals("127.0.0.1:4573", settings.agi().address().toString());
        assertEquals(List.of(settings.agi().address()), settings.asterisk().engines());
        assertEquals(
                "[127.0.0.2]", named("carrier", settings.trunks()).addresses().toString());
        assertInstanceOf(Phone.StaysAt.class, named("ines", settings.phones()).reach());
        assertInstanceOf(Phone.Registers.class, named("awa", settings.phones()).reach());
        assertEquals(
                Set.of(Language.FR, Language.EN),
                named("awa", settings.assistants()).languages());
    }

    @Test
    void thePracticeOfTheExampleIsReadWhole() {
        PracticeSettings practice = named("les-lilas", house.settings().practices());

        assertEquals(List.of(PhoneNumber.parse("+33199000001")), practice.numbers());
        assertEquals(ZoneId.of("Europe/Paris"), practice.zone());
        assertEquals(
                List.of(
                        new Interval(LocalTime.of(8, 0), LocalTime.NOON),
                        new Interval(LocalTime.of(14, 0), LocalTime.of(19, 0))),
                practice.hours().week().get(DayOfWeek.MONDAY));
        assertEquals(
                List.of(new Name("doctor-martin"), new Name("desk")),
                practice.lines().emergency());
        assertEquals(Duration.ofMinutes(10), practice.queue().patience());
    }

    @Test
    void whatHasADefaultMayBeLeftOut() {
        HouseSettings whole = house.settings();

        house.change("\npractices: practices\n", "\n");
        house.write(
                "house.yaml", without(house.text("house.yaml"), "database", "agi", "prompts", "country", "language"));
        house.write(
                "practices/les-lilas.yaml",
                without(house.text("practices/les-lilas.yaml"), "language", "time-zone", "queue", "service-level"));

        HouseSettings left = house.settings();
        assertTrue(whole.isAlikeBesidePractices(left), "house.yaml");
        assertEquals(whole.practices(), left.practices());
    }

    @Test
    void whatTheExampleSaysOfATokenAndAStoreIsReadWhenItIsNoComment() {
        String archive = house.text("house.yaml")
                .replaceFirst("(?m)^  root-key-file: .*$", "")
                .replaceFirst("module: /\\S+", "module: house.yaml")
                .replace("secrets/token-pin", "secrets/ami")
                .replace("secrets/s3-access-key", "secrets/ami")
                .replace("secrets/s3-secret-key", "secrets/management");
        for (String section : List.of("root-key-token", "store")) {
            archive = uncommented(section, archive);
        }

        ArchiveSettings read = house.write("house.yaml", archive).settings().archive();

        var pin = new SecretFile(house.path("secrets/ami"));
        assertEquals(new RootKeySettings.InToken(house.path("house.yaml"), 0, "root-1", pin), read.rootKey());
        assertEquals(
                Optional.of(new StoreSettings(
                        URI.create("https://s3.example.org"),
                        "recordings",
                        "us-east-1",
                        pin,
                        new SecretFile(house.path("secrets/management")))),
                read.store());
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

    /// The text without these keys and what is indented under them; comments stay.
    private static String without(String text, String... keys) {
        String kept = text;
        for (String key : keys) {
            kept = kept.replaceFirst("(?m)^( *)" + key + ":.*\\n(?:\\1 +.*\\n)*", "");
        }
        return kept;
    }
}
