package org.permanence.console.device;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.bouncycastle.util.encoders.Base32;
import org.permanence.assistant.Login;
import org.permanence.console.CertificateAuthority;
import org.permanence.console.TlsIdentity;
import org.permanence.durable.DurableDirectory;
import org.permanence.durable.DurableFile;
import org.permanence.signin.device.DeviceFingerprint;
import org.permanence.signin.device.DeviceIssuer;

/// The installation's own authority for the certificates of devices: its key and certificate are in the file
/// `devices.pem` (mode 0600). It is not the authority of the console's certificate, which ends when the host
/// changes. Thread-safe.
public final class DeviceAuthority implements DeviceIssuer {

    /// An authority that ends sooner is replaced. The devices that it signed for must then be enrolled again.
    private static final Duration RENEWAL = Duration.ofDays(30);

    /// 80 random bits, 16 characters.
    private static final int PASSWORD_BYTES = 10;

    private final Path directory;

    /// @param directory of the console, in the state directory
    public DeviceAuthority(Path directory) {
        this.directory = directory;
    }

    /// The certificate by which the console knows devices. Makes the authority at the first start.
    ///
    /// @throws IOException if its file cannot be read or written
    public X509Certificate certificate(Instant now) throws IOException {
        return authority(now).identity().certificate();
    }

    @Override
    public Issued issue(Login login, Instant now) {
        try {
            TlsIdentity device = authority(now).issueToDevice(login.value(), now);
            String password = password();
            X509Certificate certificate = device.certificate();
            return new Issued(
                    Base64.getEncoder().encodeToString(pkcs12(login, device, password.toCharArray())),
                    password,
                    DeviceFingerprint.of(certificate.getEncoded()),
                    certificate.getNotAfter().toInstant());
        } catch (IOException | GeneralSecurityException fault) {
            throw new IllegalStateException("device: certificate not made", fault);
        }
    }

    private synchronized CertificateAuthority authority(Instant now) throws IOException {
        DurableDirectory.createPrivate(directory);
        Path file = directory.resolve("devices.pem");
        Optional<TlsIdentity> known =
                Files.exists(file) ? Optional.of(TlsIdentity.read(Files.readAllBytes(file))) : Optional.empty();
        Instant needed = now.plus(RENEWAL);
        if (known.filter(read -> read.certificate().getNotAfter().toInstant().isAfter(needed))
                .isPresent()) {
            return new CertificateAuthority(known.get());
        }
        CertificateAuthority created = CertificateAuthority.createForDevices(now);
        DurableFile.at(file).replace(created.identity().pem());
        return created;
    }

    private static byte[] pkcs12(Login login, TlsIdentity device, char[] password)
            throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(
                "permanence " + login.value(),
                device.key(),
                password,
                device.chain().toArray(X509Certificate[]::new));
        var file = new ByteArrayOutputStream();
        store.store(file, password);
        return file.toByteArray();
    }

    private static String password() {
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        return Base32.toBase32String(random).toLowerCase(Locale.ROOT);
    }
}
