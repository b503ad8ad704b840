package org.permanence.boot.console;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.permanence.console.InstallationCertificate;
import org.permanence.console.TlsIdentity;
import org.permanence.settings.console.ConsoleSettings;

/// The certificate of the console: of the files in the settings, or one that the installation makes itself.
///
/// @param state the state directory, for the installation's own
record CertificateSource(ConsoleSettings settings, Path state) {

    /// The certificate as of now; empty without TLS.
    ///
    /// @throws IOException if a file cannot be read or written, or its key and certificate do not fit
    Optional<TlsIdentity> read(Instant now) throws IOException {
        if (!settings.origin().isSecure()) {
            return Optional.empty();
        }
        Optional<ConsoleSettings.CertificateFiles> files = settings.certificate();
        return Optional.of(
                files.isPresent()
                        ? readFiles(files.get())
                        : new InstallationCertificate(state.resolve("console"), settings.origin()).current(now));
    }

    private static TlsIdentity readFiles(ConsoleSettings.CertificateFiles files) throws IOException {
        var pem = new ByteArrayOutputStream();
        pem.write(Files.readAllBytes(files.key()));
        if (!files.certificate().equals(files.key())) { // One file may hold both.
            pem.write('\n');
            pem.write(Files.readAllBytes(files.certificate()));
        }
        return TlsIdentity.read(pem.toByteArray());
    }
}
