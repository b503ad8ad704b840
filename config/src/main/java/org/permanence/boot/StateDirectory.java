package org.permanence.boot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.permanence.durable.DurableDirectory;
import org.permanence.durable.DurableFile;
import org.permanence.settings.InstallationSettings;

/// The directory of all that the engine writes.
public final class StateDirectory {

    private StateDirectory() {}

    /// Creates the directory, or closes an existing one to other users. The group of Asterisk's user may pass
    /// through it, to the prompts and the pipes.
    ///
    /// @throws StartupException if the directory cannot be created or belongs to another user
    public static void open(InstallationSettings settings) {
        Path state = settings.identity().state();
        try {
            DurableDirectory.createPrivate(state);
            settings.asterisk().group().mayEnter(state);
        } catch (IOException fault) {
            throw new StartupException(
                    "state directory: not usable (expected: one that this user owns, and a group that it is in)",
                    fault);
        }
    }

    /// Where the engine finds the certificate of Asterisk's AMI, unless the settings name one.
    public static Path amiCertificate(InstallationSettings settings) {
        return settings.identity().state().resolve("ami.pem");
    }

    /// Makes the engine trust this certificate (PEM) of Asterisk's AMI, from its next start.
    ///
    /// @throws StartupException if the file cannot be written
    public static void trustAmiCertificate(InstallationSettings settings, String certificate) {
        try {
            DurableFile.at(amiCertificate(settings)).replace(certificate.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException fault) {
            throw new StartupException("state directory: AMI's certificate not written (expected: free space)", fault);
        }
    }
}
