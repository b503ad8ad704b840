package org.permanence.adapter.configuration;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Objects;

/// The key and certificate with which Asterisk's AMI proves itself, in one file (PEM) in the directory of the
/// configuration. They stay the same as long as they are usable, because the engines trust exactly this
/// certificate.
final class ManagerCertificate {

    private static final String NAME = "ami.pem";
    private static final Duration RENEWAL = Duration.ofDays(30);

    private final Path file;

    ManagerCertificate(Path directory) {
        this.file = directory.resolve(NAME);
    }

    Path file() {
        return file;
    }

    /// Makes a key and certificate for this host, unless there are ones that are valid for another month.
    void prepare(String host, PrivateDirectory directory, Instant now) {
        if (!isUsable(host, now)) {
            SelfSignedCertificate made = SelfSignedCertificate.of(host);
            directory.write(NAME, made.certificate() + made.key());
        }
    }

    /// The certificate (PEM), without the key.
    ///
    /// @throws AsteriskFilesException if there is none
    String certificate() {
        try {
            return SelfSignedCertificate.pem(read());
        } catch (IOException | CertificateException e) {
            throw new AsteriskFilesException(file + ": no certificate (expected: the one that was written)", e);
        }
    }

    private boolean isUsable(String host, Instant now) {
        if (!Files.exists(file)) {
            return false;
        }
        try {
            X509Certificate certificate = read();
            certificate.checkValidity(Date.from(now.plus(RENEWAL)));
            return Objects.requireNonNullElse(certificate.getSubjectAlternativeNames(), List.<List<?>>of()).stream()
                    .anyMatch(name -> name.contains(host));
        } catch (IOException | CertificateException _) {
            return false; // Damaged or too old: replaced by a new one.
        }
    }

    private X509Certificate read() throws IOException, CertificateException {
        try (InputStream in = Files.newInputStream(file)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }
}
