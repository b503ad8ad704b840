package org.permanence.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.adapter.configuration.Address;
import org.permanence.adapter.configuration.AsteriskModel;
import org.permanence.adapter.configuration.AsteriskPassword;
import org.permanence.adapter.configuration.SipEndpoint;
import org.permanence.adapter.configuration.SipProtocol;
import org.permanence.adapter.configuration.Trunk;
import org.permanence.adapter.configuration.TrunkAccount;
import org.permanence.settings.InstallationOnDisk;

/// What the settings say about SIP and AMI reaches Asterisk's configuration.
class AsteriskModelMapperTest {

    @Test
    void exampleUsesNoEncryptionOnLoopback(@TempDir Path work) {
        AsteriskModel model = model(new InstallationOnDisk(work));

        assertEquals(
                List.of(SipProtocol.UDP),
                model.trunks().stream().map(Trunk::protocol).toList());
        assertTrue(model.phones().stream()
                .map(SipEndpoint::access)
                .anyMatch(access ->
                        access.equals(new SipEndpoint.Fixed(new Address("127.0.0.3", 5060), SipProtocol.UDP))));
        assertEquals(Optional.empty(), model.network().sip().tls());
        assertEquals(false, model.network().ami().tls());
    }

    @Test
    void encryptionAccountAndAmiTlsAreTakenOver(@TempDir Path work) {
        var installation = new InstallationOnDisk(work);
        installation
                .write("sip.pem", "a certificate")
                .change("tls: false", "tls: true")
                .change("# tls-port: 5061", "tls-port: 5061")
                .change("# certificate-file: sip.pem", "certificate-file: sip.pem")
                .change("# key-file: secrets/sip.key", "key-file: secrets/ami")
                .change("# trusted-certificates-file: sip-trusted.pem", "trusted-certificates-file: sip.pem")
                .change(
                        "transport: udp",
                        "account: {user: user-1, password-file: secrets/ami, registrar: \"sip.example.org:5061\", number: \"+33199000001\"}")
                .change("encryption: none", "# the default");

        AsteriskModel model = model(installation);

        String secret = installation.text("secrets/ami").strip();
        Trunk carrier = model.trunks().getFirst();
        assertEquals(SipProtocol.TLS, carrier.protocol());
        assertEquals(
                Optional.of(new TrunkAccount(
                        "user-1", secret, Optional.of(new Address("sip.example.org", 5061)), "+33199000001")),
                carrier.account());
        assertEquals(
                List.of(
                        new SipEndpoint.Fixed(new Address("127.0.0.3", 5060), SipProtocol.TLS),
                        new SipEndpoint.Encrypted(new AsteriskPassword(
                                installation.text("secrets/phone-awa").strip()))),
                model.phones().stream().map(SipEndpoint::access).toList());
        assertEquals(
                Optional.of(installation.path("sip.pem")),
                model.network().sip().tls().orElseThrow().trusted());
        assertEquals(true, model.network().ami().tls());
    }

    private static AsteriskModel model(InstallationOnDisk installation) {
        return AsteriskModelMapper.of(
                installation.settings(), installation.path("state/asterisk"), installation.path("state/sounds"));
    }
}
