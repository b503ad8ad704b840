package org.permanence.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The pinned packages of the private Asterisk, and `scripts/pin-asterisk`, which writes them.
@Timeout(120)
class AsteriskPinsTest {

    /// Its index is signed, and was valid until January 2026.
    private static final Path ARCHIVE =
            Path.of("src/test/resources/debian-archive").toAbsolutePath();

    private static final String EARLIER = "0".repeat(64) + " pool/main/a/asterisk/asterisk_22.10.1-1_amd64.deb";

    private static final String LATER = "0".repeat(64) + " pool/main/a/asterisk/asterisk_22.10.3-1_amd64.deb";

    private final Checkout checkout;

    AsteriskPinsTest(@TempDir Path directory) throws IOException {
        checkout = new Checkout(directory);
        checkout.writePins(EARLIER);
    }

    @Test
    void indexThatIsNotSignedByDebianIsRefused() throws Exception {
        Checkout.Ended pin = checkout.pinFrom(ARCHIVE, "--accept-expired-index");

        assertEquals(1, pin.status(), pin.printed());
        assertTrue(pin.printed().contains("is not signed"), pin.printed());
        assertEquals(List.of(EARLIER), checkout.pinned());
    }

    @Test
    void replayedIndexIsRefusedWhateverTheMachinesOwnSettingsAre() throws Exception {
        checkout.trust(ARCHIVE.resolve("key.asc"));

        Checkout.Ended pin = checkout.pinFrom(ARCHIVE);

        assertEquals(1, pin.status(), pin.printed());
        assertTrue(pin.printed().contains("is expired"), pin.printed());
        assertTrue(pin.printed().contains("for a snapshot: --accept-expired-index"), pin.printed());
        assertEquals(List.of(EARLIER), checkout.pinned());
    }

    @Test
    void olderAsteriskThanThePinnedOneIsRefusedAlsoFromASnapshot() throws Exception {
        checkout.trust(ARCHIVE.resolve("key.asc"));
        checkout.writePins(LATER);

        Checkout.Ended pin = checkout.pinFrom(ARCHIVE, "--accept-expired-index");

        assertEquals(1, pin.status(), pin.printed());
        assertTrue(pin.printed().contains("offers Asterisk 22.10.2 (expected: 22.10.3 or newer"), pin.printed());
        assertEquals(List.of(LATER), checkout.pinned());
    }

    @Test
    void eachPackageIsPinnedByItsChecksumWithAllLibraries() throws Exception {
        checkout.trust(ARCHIVE.resolve("key.asc"));

        Checkout.Ended pin = checkout.pinFrom(ARCHIVE, "--accept-expired-index");

        assertEquals(0, pin.status(), pin.printed());
        assertEquals(
                Stream.of(
                                "2 pool/main/a/asterisk-core-sounds/asterisk-core-sounds-en_1.6.1-1_all.deb",
                                "3 pool/main/a/asterisk-core-sounds/asterisk-core-sounds-fr_1.6.1-1_all.deb",
                                "1 pool/main/a/asterisk/asterisk_22.10.2%7edfsg%2b1-1_amd64.deb",
                                "4 pool/main/libe/libexample/libexample1_1.0-1_amd64.deb")
                        .map(line -> "0".repeat(63) + line)
                        .toList(),
                checkout.pinned());
    }

    @ParameterizedTest
    @ValueSource(strings = {"amd64", "arm64"})
    void checkoutPinsOneAsteriskAndEachPackageOnce(String architecture) throws IOException {
        List<String> pinned = Files.readAllLines(Path.of("../scripts/lib/asterisk-packages." + architecture)).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();

        assertEquals(
                List.of(),
                pinned.stream()
                        .filter(line -> !line.matches(
                                "[0-9a-f]{64} pool/main/[A-Za-z0-9._+%/-]+_(all|" + architecture + ")\\.deb"))
                        .toList());
        assertEquals(
                1,
                pinned.stream().filter(line -> line.contains("/asterisk_22.")).count());
        assertEquals(pinned.size(), new HashSet<>(pinned).size());
    }
}
