package org.permanence.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.permanence.durable.DurableDirectory;
import org.permanence.durable.DurableFile;

/// The certificate that the installation makes for itself, in a directory of its own, files with mode 0600:
/// `authority.pem` (its key and certificate), `authority-certificate.pem` (for the browsers) and `console.pem`.
public final class InstallationCertificate {

    /// A certificate is renewed when it is valid for less than this.
    static final Duration RENEWAL = Duration.ofDays(30);

    private final Path directory;
    private final String host;

    public InstallationCertificate(Path directory, ConsoleOrigin origin) {
        this.directory = directory;
        this.host = origin.host();
    }

    /// The certificate of the console. Makes one at the first start, when the old one ends soon, and when the host
    /// has changed.
    ///
    /// @throws IOException if a file cannot be read or written
    public TlsIdentity current(Instant now) throws IOException {
        DurableDirectory.createPrivate(directory);
        Optional<TlsIdentity> authority = read("authority.pem").filter(found -> isValid(found, now));
        Optional<TlsIdentity> certificate = read("console.pem");
        if (authority.isPresent()
                && certificate.isPresent()
                && isOfHost(certificate.get())
                && isValid(certificate.get(), now)
                && certificate.get().chain().contains(authority.get().certificate())) {
            return certificate.get();
        }
        return renew(authority.filter(_ -> certificate.map(this::isOfHost).orElse(false)), now);
    }

    private TlsIdentity renew(Optional<TlsIdentity> known, Instant now) throws IOException {
        CertificateAuthority authority =
                known.map(CertificateAuthority::new).orElseGet(() -> CertificateAuthority.create(host, now));
        if (known.isEmpty()) {
            file("authority.pem").replace(authority.identity().pem());
            file("authority-certificate.pem")
                    .replace(PemText.of(authority.identity().certificate()));
        }
        TlsIdentity certificate = authority.issue(host, now);
        file("console.pem").replace(certificate.pem());
        return certificate;
    }

    private Optional<TlsIdentity> read(String name) throws IOException {
        Path file = directory.resolve(name);
        return Files.exists(file) ? Optional.of(TlsIdentity.read(Files.readAllBytes(file))) : Optional.empty();
    }

    private DurableFile file(String name) {
        return DurableFile.at(directory.resolve(name));
    }

    private static boolean isValid(TlsIdentity identity, Instant now) {
        return identity.certificate().getNotAfter().toInstant().minus(RENEWAL).isAfter(now);
    }

    private boolean isOfHost(TlsIdentity identity) {
        return CertificateAuthority.isForHost(identity.certificate(), host);
    }

    /// A certificate as PEM.
    private static final class PemText {

        private static byte[] of(X509Certificate certificate) throws IOException {
            var pem = new java.io.StringWriter();
            try (var writer = new org.bouncycastle.openssl.jcajce.JcaPEMWriter(pem)) {
                writer.writeObject(certificate);
            }
            return pem.toString().getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        }
    }
}
