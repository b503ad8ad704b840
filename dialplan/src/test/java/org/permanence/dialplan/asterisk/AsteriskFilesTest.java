package org.permanence.dialplan.asterisk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.testing.Fixtures;

final class AsteriskFilesTest {

    private static final Path SOURCE = Path.of("src/main/asterisk");

    @TempDir
    private Path work;

    @Test
    void aHouseWhoseFallbackCouldNotSpeakIsNotWritten() throws IOException {
        AsteriskHouse house = Houses.small(work);
        assertThrows(AsteriskFilesException.class, () -> AsteriskFiles.write(house, work.resolve("conf")));
        Houses.record(house.folders().sounds());
        Files.delete(house.folders().announcement("fr"));
        assertThrows(AsteriskFilesException.class, () -> AsteriskFiles.write(house, work.resolve("conf")));
        assertFalse(Files.exists(work.resolve("conf")));
    }

    @Test
    void everyFileAndFolderIsItsOwnersAlone() throws IOException {
        Path conf = written(Houses.small(work));
        Files.setPosixFilePermissions(conf, PosixFilePermissions.fromString("rwxr-xr-x"));
        AsteriskFiles.write(Houses.small(work), conf);
        try (Stream<Path> all = Files.walk(conf)) {
            for (Path path : all.toList()) {
                assertEquals(
                        Files.isDirectory(path) ? "rwx------" : "rw-------",
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(path)),
                        path.toString());
                assertFalse(path.toString().endsWith(".unfinished"));
            }
        }
    }

    @Test
    void everyStaticFileIsCopiedAsItIs() throws IOException {
        Path conf = written(Houses.small(work));
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
    void everyFileThatIsIncludedIsWrittenAndEveryWrittenOneIncluded() throws IOException {
        Path conf = written(Houses.small(work));
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
    void anAsteriskThatIsHeardThroughPipesCannotOverhear() throws IOException {
        Path conf = written(Houses.small(work));

        assertEquals("require = app_mixmonitor.so\n", read(conf.resolve("generated/modules.conf")));
        assertFalse(read(conf.resolve("modules.conf")).contains("require = app_chanspy"));
    }

    @Test
    void anAsteriskThatIsHeardFromAfarCannotWriteSoundAndNoDialplanReachesWhatOverhears() throws IOException {
        AsteriskHouse small = Houses.small(work);
        Network near = small.network();
        Network far =
                new Network(near.name(), near.sip(), near.rtp(), near.ami(), near.engines(), Hearing.AUDIO_SOCKET);

        Path conf = written(new AsteriskHouse(small.folders(), far, small.trunks(), small.phones(), small.practices()));

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
    void inboundHoldsExactNumbersAndNoWayOut() throws IOException {
        Path conf = written(Houses.small(work));
        String incoming = read(conf.resolve("generated/incoming.conf"));
        assertEquals("""
                exten => +33199000001,1,Set(PERM_DID=+33199000001)
                 same => n,Set(PERM_PRACTICE=les-lilas)
                 same => n,Goto(reception,s,1)
                exten => 33199000001,1,Set(PERM_DID=+33199000001)
                 same => n,Set(PERM_PRACTICE=les-lilas)
                 same => n,Goto(reception,s,1)
                exten => 0199000001,1,Set(PERM_DID=+33199000001)
                 same => n,Set(PERM_PRACTICE=les-lilas)
                 same => n,Goto(reception,s,1)
                """, incoming);
        String dialplan = read(SOURCE.resolve("extensions.conf"));
        assertFalse(Pattern.compile("^(include|switch|exten *=> *_)", Pattern.MULTILINE)
                .matcher(dialplan)
                .find());
        Matcher dials = Pattern.compile("Dial\\(([^,]*),").matcher(dialplan);
        assertTrue(dials.find());
        assertEquals("${PERM_LINE_${PERM_N}}", dials.group(1), "the only thing that is ever dialled");
        assertFalse(dials.find());
    }

    @Test
    void aLineBehindATrunkIsShownThePracticesNumber() throws IOException {
        AsteriskHouse house = Houses.small(work);
        Path conf = written(new AsteriskHouse(
                house.folders(),
                house.network(),
                house.trunks(),
                house.phones(),
                List.of(Houses.lesLilas(
                        new FallbackLine.Outside("carrier", Fixtures.CALLER), new FallbackLine.House("doctor")))));
        assertEquals("""
                [fallback-les-lilas]
                exten => s,1,Set(PERM_LANGUAGE=fr)
                 same => n,Set(PERM_LINES=2)
                 same => n,Set(PERM_LINE_1=PJSIP/+33199000742@carrier)
                 same => n,Set(PERM_SHOWN_1=+33199000001)
                 same => n,Set(PERM_LINE_2=PJSIP/d0c7a1b2)
                 same => n,Set(PERM_SHOWN_2=)
                 same => n,Goto(ring-fallback,s,1)
                """, read(conf.resolve("generated/fallback.conf")));
    }

    @Test
    void eachKindOfPhoneHasItsManners() {
        assertEquals("""
                [d0c7a1b2](phone_tls)
                aors = d0c7a1b2
                transport = tls
                auth = d0c7a1b2
                [d0c7a1b2]
                type = auth
                auth_type = userpass
                username = d0c7a1b2
                password = 0123456789abcdef0123456789abcdef
                [d0c7a1b2](registered_contact)
                """, SipFiles.phones(List.of(new Phone("a", Houses.DOCTOR, new Phone.Encrypted(Houses.SECRET)))));
        assertTrue(SipFiles.phones(List.of(new Phone("a", Houses.DOCTOR, new Phone.Plain(Houses.SECRET))))
                .startsWith("[d0c7a1b2](phone_plain)\naors = d0c7a1b2\nauth = d0c7a1b2\n"));
        assertEquals("""
                [d0c7a1b2](phone_fixed)
                aors = d0c7a1b2
                [d0c7a1b2]
                type = aor
                contact = sip:d0c7a1b2@127.0.0.3:5062
                """, SipFiles.phones(List.of(Houses.fixed("a", Houses.DOCTOR, 5062))));
    }

    @Test
    void tlsIsThereWhenItHasACertificate() {
        var tls = new SipDoor.Tls(5061, Path.of("/keys/cert.pem"), Path.of("/keys/key.pem"));
        String text = SipFiles.transports(new SipDoor(new Address("127.0.0.1", 5060), Optional.of(tls)));
        assertTrue(text.contains("bind = 127.0.0.1:5061\nmethod = tlsv1_2\ncert_file = /keys/cert.pem\n"));
    }

    @Test
    void eachEngineHasItsNumberInTheOrderInWhichItIsTried() {
        var engines = List.of(new Address("127.0.0.1", 4573), new Address("127.0.0.1", 4574));
        var house = Houses.small(work);
        String text = DialplanFiles.globals(new AsteriskHouse(
                house.folders(),
                Houses.network(5060, 5038, engines),
                house.trunks(),
                house.phones(),
                house.practices()));
        assertTrue(
                text.startsWith("PERM_ENGINES = 2\nPERM_ENGINE_1 = 127.0.0.1:4573\nPERM_ENGINE_2 = 127.0.0.1:4574\n"));
    }

    private Path written(AsteriskHouse house) throws IOException {
        Houses.record(house.folders().sounds());
        Path conf = work.resolve("conf");
        AsteriskFiles.write(house, conf);
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
