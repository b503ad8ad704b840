package org.permanence.adapter.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.permanence.durable.FileGroup;
import org.permanence.testing.Fixtures;

final class AsteriskModelTest {

    private static final Path WORK = Path.of("/work");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\nb",
                "a\rb",
                "a\u0000b",
                "a;b",
                "a=>b",
                "a,b",
                "a&b",
                "a${b}",
                "a[b",
                "a]b",
                "a(b",
                "a)b",
                "a|b",
                "a\"b",
                "a'b",
                "a\\b",
                "#include",
                "a b",
                "A",
                "é",
                "",
                "a_b",
                "any_phone"
            })
    void nameThatCouldInjectConfigurationIsRefused(String name) {
        SipEndpoint.Access access = new SipEndpoint.Fixed(new Address("127.0.0.3", 5060), SipProtocol.UDP);
        assertThrows(IllegalArgumentException.class, () -> new SipEndpoint(name, SampleModels.DOCTOR, access));
        assertThrows(IllegalArgumentException.class, () -> new SipEndpoint("doctor", name, access));
        assertThrows(IllegalArgumentException.class, () -> SampleModels.trunk(name, "127.0.0.2", SipProtocol.UDP));
        assertThrows(IllegalArgumentException.class, () -> new ManagerAccess.Account(name, SampleModels.SECRET));
        assertThrows(IllegalArgumentException.class, () -> new AsteriskPassword(name));
        assertThrows(IllegalArgumentException.class, () -> new FallbackLine.Extension(name));
        assertThrows(IllegalArgumentException.class, () -> new FallbackLine.External(name, Fixtures.CALLER));
        assertThrows(
                IllegalArgumentException.class,
                () -> new PracticeNumbers(name, List.of(Fixtures.LES_LILAS_DID), "fr", lines("doctor")));
        assertThrows(
                IllegalArgumentException.class,
                () -> new PracticeNumbers("les-lilas", List.of(Fixtures.LES_LILAS_DID), name, lines("doctor")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"127.0.0.1\n[x]", "127.0.0.1;", "127.0.0.1,x", "127.0.0.1 x", "${x}", "", "-x", "x:1", "[::1]"})
    void addressThatCouldInjectConfigurationIsRefused(String host) {
        assertThrows(IllegalArgumentException.class, () -> new Address(host, 5060));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a\nb", "/a;b", "/a,b", "/a&b", "/a${b}", "/a[b", "/a\"b", "a/b", ""})
    void pathThatCouldInjectConfigurationIsRefused(String path) {
        assertThrows(
                IllegalArgumentException.class,
                () -> new AsteriskPaths(WORK, WORK, WORK, Path.of(path), FileGroup.NONE));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 65_536})
    void portOutsideItsRangeIsRefused(int port) {
        assertThrows(IllegalArgumentException.class, () -> new Address("127.0.0.1", port));
        assertThrows(IllegalArgumentException.class, () -> new SipTransports.Tls(port, WORK, WORK, Optional.empty()));
        assertThrows(IllegalArgumentException.class, () -> new PortRange(10_000, port));
    }

    @Test
    void refusalNamesItsCauseWithoutLineBreaks() {
        String message = messageOf(() -> SampleModels.trunk("a\nb", "127.0.0.2", SipProtocol.UDP));
        assertEquals("trunk: [3 characters] (expected: lower-case letters, digits, '-', at most 40)", message);
    }

    @Test
    void refusalNeverQuotesAPassword() {
        assertFalse(messageOf(() -> new AsteriskPassword("hunter2")).contains("hunter2"));
        assertFalse(new SipEndpoint("a", SampleModels.DOCTOR, new SipEndpoint.Plain(SampleModels.SECRET))
                .toString()
                .contains(SampleModels.SECRET.value()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a;b", "a\\b", "a b", "a\nb", "é"})
    void carriersPasswordThatAsterisksFilesCannotHoldIsRefusedWithoutQuotingIt(String password) {
        String message = messageOf(() -> new TrunkAccount("user", password, Optional.empty(), "user"));

        assertTrue(message.startsWith("password of a trunk: unusable (expected: 1..128 printable"), message);
        assertEquals("[account]", new TrunkAccount("user", "hunter2", Optional.empty(), "user").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a;b", "a@b", "a\nb", "a b", "<a>"})
    void carriersUserThatCouldInjectConfigurationIsRefused(String user) {
        assertThrows(IllegalArgumentException.class, () -> new TrunkAccount(user, "x", Optional.empty(), "user"));
        assertThrows(IllegalArgumentException.class, () -> new TrunkAccount("user", "x", Optional.empty(), user));
    }

    @Test
    void stateDirectoryWithTooLongASocketPathIsRefused() {
        Path deep = Path.of("/" + "d".repeat(90));
        assertTrue(messageOf(() -> new AsteriskPaths(WORK, WORK, deep, WORK, FileGroup.NONE))
                .contains("at most 107 bytes"));
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, false, a loopback address",
        "192.0.2.1, false, a loopback address",
        "0.0.0.0, true, one IPv4 address",
        "asterisk.example, true, one IPv4 address"
    })
    void managerAccessBeyondLoopbackNeedsTls(String host, boolean tls, String expected) {
        var account = new ManagerAccess.Account("engine", SampleModels.SECRET);
        assertTrue(messageOf(() -> new ManagerAccess(new Address(host, 5038), tls, List.of(account)))
                .contains("(expected: " + expected));
    }

    @Test
    void unreachableFallbackLineIsRefused() {
        assertTrue(messageOf(() -> with(List.of(), SampleModels.lesLilas(new FallbackLine.Extension("unknown"))))
                .contains("phone unknown"));
        assertTrue(messageOf(() ->
                        with(List.of(), SampleModels.lesLilas(new FallbackLine.External("carrier", Fixtures.CALLER))))
                .contains("trunk carrier"));
        var inboundOnly = SampleModels.trunk("carrier", "127.0.0.2", SipProtocol.UDP);
        assertTrue(messageOf(() -> with(
                        List.of(inboundOnly),
                        SampleModels.lesLilas(new FallbackLine.External("carrier", Fixtures.CALLER))))
                .contains("outbound"));
    }

    @Test
    void practiceNeedsANumberAndAFallbackLine() {
        assertThrows(IllegalArgumentException.class, () -> new PracticeNumbers("a", List.of(), "fr", lines("doctor")));
        assertThrows(
                IllegalArgumentException.class,
                () -> new PracticeNumbers("a", List.of(Fixtures.LES_LILAS_DID), "fr", List.of()));
    }

    @Test
    void sharedPracticeNumberIsRefusedWithoutQuotingIt() {
        var other = new PracticeNumbers("other", List.of(Fixtures.LES_LILAS_DID), "fr", lines("doctor"));
        String message =
                messageOf(() -> with(List.of(), SampleModels.lesLilas(new FallbackLine.Extension("doctor")), other));
        assertEquals("number of practices: one number twice (expected: each once)", message);
    }

    @Test
    void encryptedPeersNeedACertificate() {
        var phone = new SipEndpoint("doctor", SampleModels.DOCTOR, new SipEndpoint.Encrypted(SampleModels.SECRET));
        assertTrue(messageOf(() -> with(Optional.empty(), List.of(), phone)).startsWith("TLS: no certificate"));
        var trunk = SampleModels.trunk("carrier", "127.0.0.2", SipProtocol.TLS);
        assertTrue(messageOf(() -> with(Optional.empty(), List.of(trunk), plainDoctor()))
                .startsWith("TLS: no certificate"));
    }

    @Test
    void peersThatAreCalledOverTlsNeedATrustedCertificate() {
        var tls = Optional.of(new SipTransports.Tls(5061, WORK, WORK, Optional.empty()));
        var phone = new SipEndpoint(
                "doctor", SampleModels.DOCTOR, new SipEndpoint.Fixed(new Address("127.0.0.3", 5061), SipProtocol.TLS));
        assertTrue(messageOf(() -> with(tls, List.of(), phone)).startsWith("TLS: no trusted certificates"));
        var trunk = new Trunk(
                "carrier",
                List.of("127.0.0.2"),
                Optional.of(new Address("127.0.0.2", 5061)),
                false,
                SipProtocol.TLS,
                Optional.empty());
        assertTrue(
                messageOf(() -> with(tls, List.of(trunk), plainDoctor())).startsWith("TLS: no trusted certificates"));
        with(tls, List.of(SampleModels.trunk("carrier", "127.0.0.2", SipProtocol.TLS)), plainDoctor());
    }

    private static SipEndpoint plainDoctor() {
        return SampleModels.fixedEndpoint("doctor", SampleModels.DOCTOR, 5062);
    }

    private static AsteriskModel with(Optional<SipTransports.Tls> tls, List<Trunk> trunks, SipEndpoint phone) {
        AsteriskModel model = SampleModels.minimal(WORK);
        AsteriskNetwork network = model.network();
        var encrypted = new AsteriskNetwork(
                network.name(),
                new SipTransports(network.sip().plain(), tls),
                network.rtp(),
                network.ami(),
                network.engines(),
                network.mediaNetworks(),
                network.limits(),
                network.audioSocket());
        return new AsteriskModel(model.paths(), encrypted, trunks, List.of(phone), model.practices(), List.of());
    }

    private static List<FallbackLine> lines(String phone) {
        return List.of(new FallbackLine.Extension(phone));
    }

    private static AsteriskModel with(List<Trunk> trunks, PracticeNumbers... practices) {
        var model = SampleModels.minimal(WORK);
        return new AsteriskModel(model.paths(), model.network(), trunks, model.phones(), List.of(practices), List.of());
    }

    private static String messageOf(Executable wrong) {
        return String.valueOf(
                assertThrows(IllegalArgumentException.class, wrong).getMessage());
    }
}
