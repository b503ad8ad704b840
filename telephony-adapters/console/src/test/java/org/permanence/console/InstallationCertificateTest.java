package org.permanence.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstallationCertificateTest {

    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
    private static final ConsoleOrigin ORIGIN = ConsoleOrigin.parse("https://console.example.fr");

    @TempDir
    Path directory;

    @Test
    void certificateIsOfTheHostAndForOneYear() throws Exception {
        var certificate = current(ORIGIN, NOW).certificate();

        assertEquals(
                "[[2, console.example.fr]]",
                certificate.getSubjectAlternativeNames().toString());
        assertEquals(NOW.plus(Duration.ofDays(365)), certificate.getNotAfter().toInstant());
        assertEquals(List.of("1.3.6.1.5.5.7.3.1"), certificate.getExtendedKeyUsage());
        assertEquals(-1, certificate.getBasicConstraints());
    }

    @Test
    void certificateIsSignedByTheAuthorityThatMaySignForThisHostOnly() throws Exception {
        var identity = current(ORIGIN, NOW);
        var authority = identity.chain().getLast();

        identity.certificate().verify(authority.getPublicKey());
        assertEquals(0, authority.getBasicConstraints());
        assertEquals(true, authority.getCriticalExtensionOIDs().contains("2.5.29.30")); // Name constraints.
    }

    @Test
    void certificateOfAnotherKeyIsRefused() throws IOException {
        var own = current(ORIGIN, NOW);
        var other = current(ConsoleOrigin.parse("https://other.example.fr"), NOW);

        assertEquals(own, TlsIdentity.read(own.pem()));
        byte[] mixed = new TlsIdentity(own.key(), other.chain()).pem();
        assertThrows(IOException.class, () -> TlsIdentity.read(mixed));
    }

    @Test
    void certificateStaysUntilThirtyDaysBeforeItsEnd() throws IOException {
        var first = current(ORIGIN, NOW);

        assertEquals(
                first.certificate(),
                current(ORIGIN, NOW.plus(Duration.ofDays(334))).certificate());
        var renewed = current(ORIGIN, NOW.plus(Duration.ofDays(335)));
        assertNotEquals(first.certificate(), renewed.certificate());
        assertEquals(first.chain().getLast(), renewed.chain().getLast(), "the same authority");
    }

    @Test
    void anotherHostGetsAnotherAuthority() throws IOException {
        var first = current(ORIGIN, NOW);
        var other = current(ConsoleOrigin.parse("https://other.example.fr"), NOW);

        assertNotEquals(first.chain().getLast(), other.chain().getLast());
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://localhost:8443", "https://192.0.2.1", "https://[2001:db8::1]"})
    void addressesAreHostsToo(String origin) throws IOException {
        var first = current(ConsoleOrigin.parse(origin), NOW);

        assertEquals(
                first.certificate(), current(ConsoleOrigin.parse(origin), NOW).certificate(), "not made again");
    }

    @Test
    void filesAreForTheirOwnerOnly() throws IOException {
        current(ORIGIN, NOW);

        try (var files = Files.list(directory.resolve("tls"))) {
            for (Path file : files.toList()) {
                assertEquals(
                        "rw-------",
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(file)),
                        file.toString());
            }
        }
        assertEquals(
                "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("tls"))));
    }

    @Test
    void fileForTheBrowsersHasNoKey() throws IOException {
        current(ORIGIN, NOW);

        String pem = Files.readString(directory.resolve("tls/authority-certificate.pem"));

        assertEquals(1, pem.split("-----BEGIN ", -1).length - 1);
        assertThrows(IOException.class, () -> TlsIdentity.read(pem.getBytes(StandardCharsets.US_ASCII)));
    }

    private TlsIdentity current(ConsoleOrigin origin, Instant now) throws IOException {
        return new InstallationCertificate(directory.resolve("tls"), origin).current(now);
    }
}
