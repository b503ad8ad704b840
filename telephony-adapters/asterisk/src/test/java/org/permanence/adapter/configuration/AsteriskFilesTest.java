package org.permanence.adapter.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.durable.DurableFile;
import org.permanence.testing.Fixtures;

final class AsteriskFilesTest {

    private static final Path SOURCE = Path.of("../../dialplan/src/main/asterisk");

    @TempDir
    private Path work;

    @Test
    void nothingIsWrittenWithoutTheFallbacksSounds() throws IOException {
        AsteriskModel model = SampleModels.minimal(work);
        assertThrows(
                AsteriskFilesException.class,
                () -> AsteriskFiles.write(model, work.resolve("conf"), InstantSource.system()));
        SampleModels.writeSounds(model.paths().sounds());
        Files.delete(model.paths().announcement("fr"));
        assertThrows(
                AsteriskFilesException.class,
                () -> AsteriskFiles.write(model, work.resolve("conf"), InstantSource.system()));
        assertFalse(Files.exists(work.resolve("conf")));
    }

    @Test
    void filesAndDirectoriesAreReadableByTheirOwnerOnly() throws IOException {
        Path conf = written(SampleModels.minimal(work));
        Files.setPosixFilePermissions(conf, PosixFilePermissions.fromString("rwxr-xr-x"));
        AsteriskFiles.write(SampleModels.minimal(work), conf, InstantSource.system());
        try (Stream<Path> all = Files.walk(conf)) {
            for (Path path : all.toList()) {
                assertEquals(
                        Files.isDirectory(path) ? "rwx------" : "rw-------",
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(path)),
                        path.toString());
                assertFalse(DurableFile.isTemporary(path));
            }
        }
    }

    @Test
    void staticFilesAreCopiedUnchanged() throws IOException {
        Path conf = written(SampleModels.minimal(work));
        try (Stream<Path> files = Files.list(SOURCE)) {
            List<String> names =
                    files.map(file -> file.getFileName().toString()).sorted().toList();
            assertEquals(AsteriskFiles.STATIC, names);
            for (String name : names) {
                assertEquals(Files.readString(SOURCE.resolve(name)), Files.readString(conf.resolve(name)));
            }
        }
    }

    @Test
    void generatedFilesAndIncludesMatch() throws IOException {
        Path conf = written(SampleModels.minimal(work));
        Pattern include = Pattern.compile("^#include \"generated/([a-z-]+\\.conf)\"$", Pattern.MULTILINE);
        List<String> included = AsteriskFiles.STATIC.stream()
                .flatMap(name ->
                        include.matcher(read(SOURCE.resolve(name))).results().map(found -> found.group(1)))
                .sorted()
                .toList();
        try (Stream<Path> files = Files.list(conf.resolve("generated"))) {
            assertEquals(
                    files.map(file -> file.getFileName().toString()).sorted().toList(), included);
        }
    }

    @Test
    void mixMonitorModeLoadsNoChanSpy() throws IOException {
        Path conf = written(SampleModels.minimal(work));

        assertEquals("require = app_mixmonitor.so\n", read(conf.resolve("generated/modules.conf")));
        assertFalse(read(conf.resolve("modules.conf")).contains("require = app_chanspy"));
    }

    @Test
    void audioSocketModeLoadsNoMixMonitorAndTheDialplanNeverUsesChanSpy() throws IOException {
        AsteriskModel small = SampleModels.minimal(work);
        AsteriskNetwork pipes = small.network();
        AsteriskNetwork sockets = new AsteriskNetwork(
                pipes.name(),
                pipes.sip(),
                pipes.rtp(),
                pipes.ami(),
                pipes.engines(),
                pipes.mediaNetworks(),
                pipes.limits(),
                Optional.of(new Address("127.0.0.1", 4574)));

        Path conf = written(new AsteriskModel(
                small.paths(), sockets, small.trunks(), small.phones(), small.practices(), List.of()));

        assertEquals("""
                require = res_audiosocket.so
                require = chan_audiosocket.so
                require = app_chanspy.so
                """, read(conf.resolve("generated/modules.conf")));
        assertFalse(read(conf.resolve("modules.conf")).contains("require = app_mixmonitor"));
        for (String dialplan : List.of("extensions.conf", "generated/fallback.conf", "generated/incoming.conf")) {
            assertFalse(read(conf.resolve(dialplan)).matches("(?is).*(chanspy|audiosocket|extenspy).*"), dialplan);
        }
    }

    @Test
    void inboundContextHasExactNumbersAndNoOutboundRoute() throws IOException {
        Path conf = written(SampleModels.minimal(work));
        String incoming = read(conf.resolve("generated/incoming.conf"));
        assertEquals("""
                exten => +33199000001,1,Set(PERM_DID=+33199000001)
                 same => n,Set(PERM_PRACTICE=les-lilas)
                 same => n,Goto(reception,s,1)
                exten => 33199000001,1,Set(PERM_DID=+33199000001)
                 same => n,Set(PERM_PRACTICE=les-lilas)
                 same => n,Goto(reception,s,1)
                exten => 0033199000001,1,Set(PERM_DID=+33199000001)
                 same => n,Set(PERM_PRACTICE=les-lilas)
                 same => n,Goto(reception,s,1)
                exten => 0199000001,1,Set(PERM_DID=+33199000001)
                 same => n,Set(PERM_PRACTICE=les-lilas)
                 same => n,Goto(reception,s,1)
                exten => 199000001,1,Set(PERM_DID=+33199000001)
                 same => n,Set(PERM_PRACTICE=les-lilas)
                 same => n,Goto(reception,s,1)
                """, incoming);
        String dialplan = read(SOURCE.resolve("extensions.conf"));
        assertEquals(
                List.of("exten => _[0-9A-Za-z+*#_].,1,Hangup(1)"),
                dialplan.lines()
                        .filter(line -> line.matches("(include|switch|exten *=> *_).*"))
                        .toList(),
                "the only pattern refuses the call");
        List<String> dials = Pattern.compile("Dial\\(([^,]*),([0-9]*,[a-zA-Z]*)")
                .matcher(dialplan)
                .results()
                .map(dial -> dial.group(1) + " " + dial.group(2))
                .toList();
        assertEquals(
                List.of("${PERM_LINE_${PERM_INDEX}} 25,iIm", "${PERM_TARGET} ,iI"),
                dials,
                "a fallback line, or what the engine ordered; no redirection is followed (i)");
    }

    @Test
    void trunkLineIsShownThePracticesNumberAndAskedForAKey() throws IOException {
        AsteriskModel model = SampleModels.minimal(work);
        Path conf = written(new AsteriskModel(
                model.paths(),
                model.network(),
                model.trunks(),
                model.phones(),
                List.of(SampleModels.lesLilas(
                        new FallbackLine.External("carrier", Fixtures.CALLER), new FallbackLine.Extension("doctor"))),
                List.of(Fixtures.CALLER)));
        assertEquals("""
                [fallback-les-lilas]
                exten => s,1,Set(PERM_LANGUAGE=fr)
                 same => n,Set(PERM_LINES=2)
                 same => n,Set(PERM_LINE_1=PJSIP/+33199000742@carrier)
                 same => n,Set(PERM_CALLERID_1=+33199000001)
                 same => n,Set(PERM_ASK_1=gU(ask-fallback-line^fr))
                 same => n,Set(PERM_LINE_2=PJSIP/d0c7a1b2)
                 same => n,Set(PERM_CALLERID_2=)
                 same => n,Set(PERM_ASK_2=)
                 same => n,Goto(ring-fallback,s,1)
                """, read(conf.resolve("generated/fallback.conf")));
    }

    @Test
    void eachPhoneAccessHasItsTemplate() {
        assertEquals(
                """
                [d0c7a1b2](phone_tls,srtp_required)
                transport = tls
                aors = d0c7a1b2
                auth = d0c7a1b2
                [d0c7a1b2]
                type = auth
                auth_type = userpass
                username = d0c7a1b2
                password = 0123456789abcdef0123456789abcdef
                [d0c7a1b2](registered_contact)
                """,
                SipFiles.phones(List.of(
                        new SipEndpoint("a", SampleModels.DOCTOR, new SipEndpoint.Encrypted(SampleModels.SECRET)))));
        assertTrue(SipFiles.phones(
                        List.of(new SipEndpoint("a", SampleModels.DOCTOR, new SipEndpoint.Plain(SampleModels.SECRET))))
                .startsWith("[d0c7a1b2](phone_plain)\ntransport = udp\naors = d0c7a1b2\nauth = d0c7a1b2\n"));
        assertEquals(
                """
                [d0c7a1b2](phone_fixed,srtp_required)
                transport = tls
                aors = d0c7a1b2
                [d0c7a1b2]
                type = aor
                contact = sip:d0c7a1b2@127.0.0.3:5062\\;transport=tls
                """,
                SipFiles.phones(List.of(new SipEndpoint(
                        "a",
                        SampleModels.DOCTOR,
                        new SipEndpoint.Fixed(new Address(SampleModels.PHONES, 5062), SipProtocol.TLS)))));
        assertEquals("""
                [d0c7a1b2](phone_fixed)
                transport = udp
                aors = d0c7a1b2
                [d0c7a1b2]
                type = aor
                contact = sip:d0c7a1b2@127.0.0.3:5062\\;transport=udp
                """, SipFiles.phones(List.of(SampleModels.fixedEndpoint("a", SampleModels.DOCTOR, 5062))));
    }

    @Test
    void trunkUsesItsTransportInBothDirections() {
        var outbound = Optional.of(new Address("sip.example.org", 5061));
        assertEquals(
                """
                [carrier](any_trunk,trunk_with_connection,srtp_required)
                transport = tls
                aors = carrier
                [carrier]
                type = aor
                contact = sip:carrier@sip.example.org:5061\\;transport=tls
                [carrier]
                type = identify
                endpoint = carrier
                match = 127.0.0.2
                """,
                SipFiles.trunks(List.of(new Trunk(
                        "carrier", List.of("127.0.0.2"), outbound, false, SipProtocol.TLS, Optional.empty()))));
        assertTrue(SipFiles.trunks(List.of(SampleModels.trunk("carrier", "127.0.0.2", SipProtocol.TCP)))
                .startsWith("[carrier](any_trunk,trunk_with_connection)\ntransport = tcp\n"));
    }

    @Test
    void trunkWithAnAccountLogsInAndRegisters() {
        var account = new TrunkAccount(
                "user-1", "p#ss/w=rd", Optional.of(new Address("sip.example.org", 5061)), "+33199000001");
        assertEquals(
                """
                [carrier](any_trunk,trunk_with_connection)
                transport = tcp
                outbound_auth = carrier
                from_domain = sip.example.org
                [carrier]
                type = auth
                auth_type = userpass
                username = user-1
                password = p#ss/w=rd
                [carrier](any_registration)
                transport = tcp
                outbound_auth = carrier
                server_uri = sip:sip.example.org:5061\\;transport=tcp
                client_uri = sip:user-1@sip.example.org
                contact_user = +33199000001
                [carrier]
                type = identify
                endpoint = carrier
                match = 127.0.0.2
                """,
                SipFiles.trunks(List.of(new Trunk(
                        "carrier",
                        List.of("127.0.0.2"),
                        Optional.empty(),
                        false,
                        SipProtocol.TCP,
                        Optional.of(account)))));
    }

    @Test
    void onlyTheTransportsInUseAreWritten() {
        var tls = new SipTransports.Tls(
                5061, Path.of("/keys/cert.pem"), Path.of("/keys/key.pem"), Optional.of(Path.of("/keys/trusted.pem")));
        var sip = new SipTransports(new Address("127.0.0.1", 5060), Optional.of(tls));
        String strangers = SipFiles.transports(sip, Set.of(), SampleModels.SECRET);

        assertEquals("""
                [anonymous@plain]
                type = auth
                auth_type = userpass
                username = anonymous
                password = 0123456789abcdef0123456789abcdef
                """, strangers);
        assertEquals(
                strangers + "[udp](plain_transport)\nprotocol = udp\nbind = 127.0.0.1:5060\n",
                SipFiles.transports(sip, Set.of(SipProtocol.UDP), SampleModels.SECRET));
        assertEquals(strangers + """
                [tls](tls_transport)
                bind = 127.0.0.1:5061
                cert_file = /keys/cert.pem
                priv_key_file = /keys/key.pem
                ca_list_file = /keys/trusted.pem
                """, SipFiles.transports(sip, Set.of(SipProtocol.TLS), SampleModels.SECRET));
    }

    @Test
    void asteriskListensWithoutEncryptionOnlyForAPeerThatNeedsIt() throws IOException {
        AsteriskModel model = SampleModels.minimal(work);
        var tls = new SipTransports.Tls(5061, Path.of("/keys/cert.pem"), Path.of("/keys/key.pem"), Optional.empty());
        AsteriskNetwork network = model.network();
        var encrypted = new AsteriskNetwork(
                network.name(),
                new SipTransports(network.sip().plain(), Optional.of(tls)),
                network.rtp(),
                network.ami(),
                network.engines(),
                network.mediaNetworks(),
                network.limits(),
                network.audioSocket());
        var phone = new SipEndpoint("doctor", SampleModels.DOCTOR, new SipEndpoint.Encrypted(SampleModels.SECRET));
        var trunk = SampleModels.trunk("carrier", SampleModels.CARRIER, SipProtocol.TLS);

        Path conf = written(new AsteriskModel(
                model.paths(), encrypted, List.of(trunk), List.of(phone), model.practices(), List.of()));

        String transports = read(conf.resolve("generated/pjsip-transports.conf"));
        assertEquals(
                List.of("[anonymous@plain]", "[tls](tls_transport)"),
                transports.lines().filter(line -> line.startsWith("[")).toList());
    }

    @Test
    void enginesAreNumberedInTheOrderTried() {
        var engines = List.of(new Address("127.0.0.1", 4573), new Address("127.0.0.1", 4574));
        var model = SampleModels.minimal(work);
        String text = DialplanFiles.globals(new AsteriskModel(
                model.paths(),
                SampleModels.network(5060, 5038, engines),
                model.trunks(),
                model.phones(),
                model.practices(),
                List.of()));
        assertTrue(
                text.startsWith("PERM_ENGINES = 2\nPERM_ENGINE_1 = 127.0.0.1:4573\nPERM_ENGINE_2 = 127.0.0.1:4574\n"));
    }

    private Path written(AsteriskModel model) throws IOException {
        SampleModels.writeSounds(model.paths().sounds());
        Path conf = work.resolve("conf");
        AsteriskFiles.write(model, conf, InstantSource.system());
        return conf;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
