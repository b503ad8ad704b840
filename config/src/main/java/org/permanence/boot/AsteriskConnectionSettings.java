package org.permanence.boot;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.permanence.adapter.agi.AgiSecret;
import org.permanence.adapter.agi.AgiServerSettings;
import org.permanence.adapter.ami.AmiClientSettings;
import org.permanence.adapter.ami.AmiTimeouts;
import org.permanence.adapter.ami.AmiTransport;
import org.permanence.settings.AmiSettings;
import org.permanence.settings.InstallationSettings;
import org.permanence.settings.SecretValue;
import org.permanence.text.Sha256;

/// Converts the settings of the connections to Asterisk into those of the adapters.
final class AsteriskConnectionSettings {

    private static final Duration ENVIRONMENT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration REPLY_TIMEOUT = Duration.ofSeconds(10);

    /// Asterisk cuts its name at 19 characters; 16 hexadecimal digits are 64 bits.
    private static final int SYSTEM_NAME_DIGITS = 16;

    private AsteriskConnectionSettings() {}

    /// Asterisk's `systemname`. Only events with this name are accepted: a caller can inject whole events into the
    /// stream, but cannot know the name. It is derived from the AMI secret, so both sides know it and it needs no
    /// file of its own.
    static String systemName(SecretValue amiSecret) {
        return Sha256.hex("permanence systemname\n" + amiSecret.text()).substring(0, SYSTEM_NAME_DIGITS);
    }

    /// This engine's number in `asterisk.engines`, from 1.
    ///
    /// @throws StartupException if the dialplan does not know this engine
    static int engineNumber(InstallationSettings settings) {
        int number = settings.engineNumber();
        if (number == 0) {
            throw new StartupException("asterisk.engines: without this engine's agi address (expected: "
                    + settings.agi().address() + " among them, so that the dialplan finds it)");
        }
        return number;
    }

    /// @param scripts the paths that the dialplan may ask for
    /// @param secret  the secret of this run, see [Heartbeat]
    static AgiServerSettings agi(InstallationSettings settings, Set<String> scripts, AgiSecret secret) {
        var agi = settings.agi();
        return new AgiServerSettings(
                agi.address().host().name(),
                agi.address().port(),
                agi.protectedByTunnel(),
                scripts,
                secret,
                agi.maxCalls(),
                ENVIRONMENT_TIMEOUT,
                REPLY_TIMEOUT);
    }

    /// @param systemName the prefix by which events are accepted as ours
    /// @throws StartupException if TLS is on and there is no certificate to trust
    static AmiClientSettings ami(InstallationSettings settings, String systemName) {
        AmiSettings ami = settings.ami();
        AmiTransport transport =
                ami.tls() ? new AmiTransport.Tls(trustedCertificate(settings)) : new AmiTransport.Plain();
        return new AmiClientSettings(
                ami.address().host().name(),
                ami.address().port(),
                ami.user(),
                () -> ami.secret().read().text().toCharArray(),
                transport,
                Optional.of(systemName),
                AmiTimeouts.DEFAULTS);
    }

    private static Path trustedCertificate(InstallationSettings settings) {
        Path trusted = settings.ami().trustedCertificate().orElseGet(() -> StateDirectory.amiCertificate(settings));
        if (!Files.isReadable(trusted)) {
            throw new StartupException(
                    "ami.tls: no certificate of Asterisk (expected: ami.trusted-certificate-file, or that of `permanence asterisk-files`)");
        }
        return trusted;
    }
}
