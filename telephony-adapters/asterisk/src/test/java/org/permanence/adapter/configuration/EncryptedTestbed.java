package org.permanence.adapter.configuration;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/// A real Asterisk whose telephones and one carrier use TLS and SRTP, beside a carrier and a telephone without
/// encryption.
final class EncryptedTestbed implements AutoCloseable {

    /// The password of the telephones that register.
    static final AsteriskPassword SECRET = new AsteriskPassword("fedcba9876543210fedcba9876543210");

    /// A telephone that registers over TLS.
    static final String REGISTERED = "ab1e0001";

    /// A telephone that registers without encryption.
    static final String PLAIN = "ab1e0002";

    /// A carrier without encryption.
    static final String PLAIN_CARRIER = "127.0.0.4";

    /// A carrier without encryption, over TCP.
    static final String TCP_CARRIER = "127.0.0.5";

    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    final RealAsterisk asterisk;
    final AsteriskModel model;
    final int plainPort = RealAsterisk.freePort("127.0.0.1");
    final int tlsPort = RealAsterisk.freePort("127.0.0.1");
    private final int doctorPort = RealAsterisk.freePort(SampleModels.PHONES);
    private final SelfSignedCertificate asterisksCertificate = SelfSignedCertificate.of("127.0.0.1");
    private final SelfSignedCertificate phonesCertificate = SelfSignedCertificate.of(SampleModels.PHONES);
    private final List<AutoCloseable> resources = new ArrayList<>();

    /// @param carrier the address of the carrier with encryption
    EncryptedTestbed(Path work, String carrier) throws IOException {
        assumeTrue(
                RealAsterisk.tree().isPresent(),
                "no real Asterisk (expected: -Dpermanence.asterisk=TREE, set by scripts/test)");
        Path tree = RealAsterisk.tree().orElseThrow();
        SipTransports.Tls tls =
                TestCertificates.write(work.resolve("keys"), tlsPort, asterisksCertificate, phonesCertificate);
        AsteriskNetwork plain = SampleModels.network(
                plainPort,
                RealAsterisk.freePort("127.0.0.1"),
                List.of(new Address("127.0.0.1", RealAsterisk.freePort("127.0.0.1"))));
        model = new AsteriskModel(
                SampleModels.paths(tree, work),
                new AsteriskNetwork(
                        plain.name(),
                        new SipTransports(plain.sip().plain(), Optional.of(tls)),
                        plain.rtp(),
                        plain.ami(),
                        plain.engines(),
                        plain.mediaNetworks(),
                        plain.limits(),
                        plain.audioSocket()),
                List.of(
                        SampleModels.trunk("carrier", carrier, SipProtocol.TLS),
                        SampleModels.trunk("plain-carrier", PLAIN_CARRIER, SipProtocol.UDP),
                        SampleModels.trunk("tcp-carrier", TCP_CARRIER, SipProtocol.TCP)),
                List.of(
                        new SipEndpoint(
                                "doctor",
                                SampleModels.DOCTOR,
                                new SipEndpoint.Fixed(new Address(SampleModels.PHONES, doctorPort), SipProtocol.TLS)),
                        new SipEndpoint("registered", REGISTERED, new SipEndpoint.Encrypted(SECRET)),
                        new SipEndpoint("plain", PLAIN, new SipEndpoint.Plain(SECRET))),
                List.of(SampleModels.lesLilas(
                        new FallbackLine.Extension("doctor"), new FallbackLine.Extension("registered"))),
                List.of());
        SampleModels.writeSounds(model.paths().sounds());
        asterisk = RealAsterisk.start(tree, model, work.resolve("conf"));
    }

    /// The doctor's telephone, which shows this certificate to Asterisk.
    WiredPhone doctor(SelfSignedCertificate shown, boolean encryptedAudio)
            throws IOException, GeneralSecurityException {
        var server = TestCertificates.context(shown, asterisksCertificate)
                .getServerSocketFactory()
                .createServerSocket(doctorPort, 5, InetAddress.ofLiteral(SampleModels.PHONES));
        return phone(
                SipWire.listening(SipProtocol.TLS, server), SampleModels.PHONES, SampleModels.DOCTOR, encryptedAudio);
    }

    WiredPhone doctor() throws IOException, GeneralSecurityException {
        return doctor(phonesCertificate, true);
    }

    WiredPhone doctorWithPlainAudio() throws IOException, GeneralSecurityException {
        return doctor(phonesCertificate, false);
    }

    /// The doctor's telephone at its fixed address, as a softphone.
    BaresipPhone baresipDoctor(Path work, int hertz) throws IOException {
        return baresip(
                work.resolve("doctor"),
                new Address(SampleModels.PHONES, doctorPort),
                "<sip:%s@%s;transport=tls>;regint=0".formatted(SampleModels.DOCTOR, SampleModels.PHONES),
                hertz);
    }

    /// A telephone that registers, as a softphone.
    BaresipPhone baresipRegistered(Path work, int hertz) throws IOException {
        return baresip(
                work.resolve("registered"),
                freeAddress(SampleModels.PHONES),
                "<%s>;auth_pass=%s;regint=60".formatted(addressOf(REGISTERED) + ";transport=tls", SECRET.value()),
                hertz);
    }

    /// The carrier with encryption, as a softphone.
    BaresipPhone baresipCarrier(Path work, int hertz) throws IOException {
        return baresip(
                work.resolve("carrier"),
                freeAddress(BaresipPhone.SOURCE),
                "<sip:carrier@%s;transport=tls>;regint=0".formatted(BaresipPhone.SOURCE),
                hertz);
    }

    /// The SIP address of a number or telephone at Asterisk's TLS port.
    String addressOf(String user) {
        return "sip:" + user + "@127.0.0.1:" + tlsPort;
    }

    private BaresipPhone baresip(Path work, Address address, String account, int hertz) throws IOException {
        var phone = BaresipPhone.start(
                work, new BaresipPhone.Setup(address, account, phonesCertificate, asterisksCertificate, hertz));
        resources.add(phone);
        Await.until("the softphone", phone::isReady);
        return phone;
    }

    private static Address freeAddress(String host) {
        return new Address(host, RealAsterisk.freePort(host));
    }

    /// A telephone or carrier that connects over TLS.
    WiredPhone overTls(String host, String user, boolean encryptedAudio) throws IOException, GeneralSecurityException {
        return phone(SipWire.over(SipProtocol.TLS, connect(host)), host, user, encryptedAudio);
    }

    WiredPhone overTcp(String host, String user) throws IOException {
        var socket = new Socket(LOOPBACK, plainPort, InetAddress.ofLiteral(host), 0);
        return phone(SipWire.over(SipProtocol.TCP, socket), host, user, false);
    }

    WiredPhone overUdp(String host, String user, boolean encryptedAudio) {
        return phone(SipWire.udp(host, 0, new InetSocketAddress(LOOPBACK, plainPort)), host, user, encryptedAudio);
    }

    /// A connection to Asterisk's TLS port; the handshake is done.
    SSLSocket connect(String host) throws IOException, GeneralSecurityException {
        SSLSocket socket = unconnected(host);
        socket.startHandshake();
        return socket;
    }

    /// A connection to Asterisk's TLS port, before the handshake.
    SSLSocket unconnected(String host) throws IOException, GeneralSecurityException {
        SSLContext context = TestCertificates.context(phonesCertificate, asterisksCertificate);
        SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket(LOOPBACK, tlsPort, InetAddress.ofLiteral(host), 0);
        resources.add(socket);
        return socket;
    }

    private WiredPhone phone(SipWire wire, String host, String user, boolean encryptedAudio) {
        var phone = new WiredPhone(wire, host, user, new PhoneAudio(host, encryptedAudio));
        resources.add(phone);
        return phone;
    }

    /// Rings a telephone and joins it with the echo test.
    void ring(String endpoint) {
        ManagerAccess access = model.network().ami();
        try (var ami = new StubAmiClient(access.address())) {
            ami.login(access.accounts().getFirst())
                    .send("Originate", "Channel: PJSIP/" + endpoint, "Application: Echo", "Async: true");
        }
    }

    /// Between two tests: no call and no telephone is left.
    void clear() throws Exception {
        asterisk.runConsole("channel request hangup all");
        Await.until("no channel left", asterisk::hasNoChannel);
        for (AutoCloseable resource : resources) {
            resource.close();
        }
        resources.clear();
    }

    @Override
    public void close() {
        asterisk.close();
    }
}
