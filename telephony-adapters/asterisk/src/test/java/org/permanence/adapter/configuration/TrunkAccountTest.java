package org.permanence.adapter.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.permanence.testing.Fixtures;

/// Carriers that ask for a login, on a real Asterisk: it registers there, and calls leave through them.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TrunkAccountTest {

    private static final String CARRIER = "127.0.0.2";
    private static final String OTHER_CARRIER = "127.0.0.4";
    private static final String USER = "user-1";
    private static final String PASSWORD = "p#ss/w=rd";
    private static final String NUMBER = Fixtures.LES_LILAS_DID.digits();
    private static final int CARRIERS_HERTZ = 700;

    private final Map<SipProtocol, WiredPhone> carriers = new EnumMap<>(SipProtocol.class);
    private final int plainPort = RealAsterisk.freePort("127.0.0.1");
    private final int tlsPort = RealAsterisk.freePort("127.0.0.1");

    @SuppressWarnings("NullAway.Init")
    private WiredPhone strict;

    @SuppressWarnings("NullAway.Init")
    private RealAsterisk asterisk;

    @SuppressWarnings("NullAway.Init")
    private StubAmiClient ami;

    /// The carriers listen before Asterisk starts, so that it registers at once.
    @BeforeAll
    void startCarriersAndAsterisk(@TempDir Path work) throws Exception {
        assumeTrue(
                RealAsterisk.tree().isPresent(),
                "no real Asterisk (expected: -Dpermanence.asterisk=TREE, set by scripts/test)");
        SelfSignedCertificate asterisks = SelfSignedCertificate.of("127.0.0.1");
        SelfSignedCertificate carriersOwn = SelfSignedCertificate.of(CARRIER);
        List<Trunk> trunks = new ArrayList<>();
        for (SipProtocol protocol : SipProtocol.values()) {
            int port = RealAsterisk.freePort(CARRIER);
            carriers.put(protocol, carrier(wire(protocol, port, carriersOwn, asterisks), CARRIER));
            trunks.add(trunk(protocol.word(), protocol, CARRIER, port, PASSWORD));
        }
        int port = RealAsterisk.freePort(OTHER_CARRIER);
        strict = carrier(udp(OTHER_CARRIER, port), OTHER_CARRIER);
        trunks.add(trunk("strict", SipProtocol.UDP, OTHER_CARRIER, port, "wrong"));

        Path tree = RealAsterisk.tree().orElseThrow();
        AsteriskModel model = model(
                SampleModels.paths(tree, work),
                TestCertificates.write(work.resolve("keys"), tlsPort, asterisks, carriersOwn),
                trunks);
        SampleModels.writeSounds(model.paths().sounds());
        asterisk = RealAsterisk.start(tree, model, work.resolve("conf"));
        ManagerAccess access = model.network().ami();
        ami = new StubAmiClient(access.address()).login(access.accounts().getFirst());
    }

    @AfterAll
    void close() {
        if (asterisk != null) {
            ami.close();
            asterisk.close();
            carriers.values().forEach(WiredPhone::close);
            strict.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void asteriskRegistersWithTheNumberThatTheCarrierDials(SipProtocol protocol) {
        WiredPhone carrier = Objects.requireNonNull(carriers.get(protocol));

        Await.until("the registration", () -> isRegistration(protocol.word(), "Registered"));

        SipMessage last = carrier.requests("REGISTER").getLast();
        assertTrue(last.header("To").contains("sip:" + USER + "@" + CARRIER), "the account's own address");
        assertTrue(last.header("Contact").contains("sip:" + NUMBER + "@127.0.0.1:"), "the number to dial");
    }

    @ParameterizedTest
    @EnumSource
    void outboundCallLogsInWhenTheCarrierAsks(SipProtocol protocol) {
        WiredPhone carrier = Objects.requireNonNull(carriers.get(protocol));
        carrier.audio().sendTone(CARRIERS_HERTZ);

        call(protocol.word());

        Await.until("the answered call", carrier::isConnectedAsCallee);
        List<SipMessage> invites = carrier.requests("INVITE");
        assertEquals("", invites.getFirst().header("Authorization"));
        assertTrue(invites.getLast().header("Authorization").contains("username=\"" + USER + "\""));
        assertTrue(invites.getLast().header("From").contains("@" + CARRIER), "the carrier's own domain");
        assertEquals(protocol.isEncrypted(), invites.getLast().body().contains("RTP/SAVP"));
        if (!protocol.isEncrypted()) { // [EncryptedCallTest] has the audio over TLS.
            Await.until(
                    "the carrier's audio, from the echo", () -> carrier.audio().hasReceivedTone(CARRIERS_HERTZ));
        }
    }

    @Test
    void wrongPasswordIsTriedAgainAndRingsNothing() {
        Await.until("the refusal", () -> isRegistration("strict", "Rejected"));

        call("strict");

        Await.until("two tries", () -> strict.requests("INVITE").size() >= 2);
        Await.until(
                "no channel left",
                () -> asterisk.runConsole("core show channels").lines().noneMatch(line -> line.contains("strict")));
        assertEquals(false, strict.isConnectedAsCallee());
    }

    private boolean isRegistration(String trunk, String state) {
        return asterisk.runConsole("pjsip show registrations")
                .lines()
                .anyMatch(line -> line.strip().startsWith(trunk + "/sip:") && line.contains(" " + state));
    }

    private void call(String trunk) {
        ami.send(
                "Originate",
                "Channel: PJSIP/" + Fixtures.CALLER.digits() + "@" + trunk,
                "Application: Echo",
                "CallerID: " + NUMBER,
                "Async: true");
    }

    private static Trunk trunk(String name, SipProtocol protocol, String host, int port, String password) {
        var address = new Address(host, port);
        return new Trunk(
                name,
                List.of(host),
                Optional.of(address),
                false,
                protocol,
                Optional.of(new TrunkAccount(USER, password, Optional.of(address), NUMBER)));
    }

    private AsteriskModel model(AsteriskPaths paths, SipTransports.Tls tls, List<Trunk> trunks) {
        AsteriskNetwork network = SampleModels.network(
                plainPort, RealAsterisk.freePort("127.0.0.1"), List.of(new Address("127.0.0.1", 4573)));
        AsteriskModel model = SampleModels.minimal(Path.of("/work"));
        return new AsteriskModel(
                paths,
                new AsteriskNetwork(
                        network.name(),
                        new SipTransports(network.sip().plain(), Optional.of(tls)),
                        network.rtp(),
                        network.ami(),
                        network.engines(),
                        network.mediaNetworks(),
                        network.limits(),
                        network.audioSocket()),
                trunks,
                model.phones(),
                model.practices(),
                List.of());
    }

    private WiredPhone carrier(SipWire wire, String host) {
        return new WiredPhone(
                        wire,
                        host,
                        "carrier",
                        new PhoneAudio(host, wire.protocol().isEncrypted()))
                .asksFor(USER, PASSWORD);
    }

    private SipWire wire(SipProtocol protocol, int port, SelfSignedCertificate own, SelfSignedCertificate trusted)
            throws Exception {
        InetAddress host = InetAddress.ofLiteral(CARRIER);
        return switch (protocol) {
            case UDP -> udp(CARRIER, port);
            case TCP -> SipWire.listening(protocol, new ServerSocket(port, 5, host));
            case TLS ->
                SipWire.listening(
                        protocol,
                        TestCertificates.context(own, trusted)
                                .getServerSocketFactory()
                                .createServerSocket(port, 5, host));
        };
    }

    private SipWire udp(String host, int port) throws IOException {
        return SipWire.udp(host, port, new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), plainPort));
    }
}
