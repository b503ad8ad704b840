package org.permanence.dialplan.asterisk;

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
import org.junit.jupiter.params.provider.ValueSource;
import org.permanence.testing.Fixtures;

final class AsteriskHouseTest {

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
    void aNameThatCouldBreakOutOfItsLineIsRefused(String name) {
        Phone.Reach reach = new Phone.Fixed(new Address("127.0.0.3", 5060));
        assertThrows(IllegalArgumentException.class, () -> new Phone(name, Houses.DOCTOR, reach));
        assertThrows(IllegalArgumentException.class, () -> new Phone("doctor", name, reach));
        assertThrows(IllegalArgumentException.class, () -> new Trunk(name, List.of("127.0.0.2"), Optional.empty()));
        assertThrows(IllegalArgumentException.class, () -> new AmiDoor.Account(name, Houses.SECRET));
        assertThrows(IllegalArgumentException.class, () -> new Secret(name));
        assertThrows(IllegalArgumentException.class, () -> new FallbackLine.House(name));
        assertThrows(IllegalArgumentException.class, () -> new FallbackLine.Outside(name, Fixtures.CALLER));
        assertThrows(
                IllegalArgumentException.class,
                () -> new AnsweredPractice(name, List.of(Fixtures.LES_LILAS_DID), "fr", lines("doctor")));
        assertThrows(
                IllegalArgumentException.class,
                () -> new AnsweredPractice("les-lilas", List.of(Fixtures.LES_LILAS_DID), name, lines("doctor")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"127.0.0.1\n[x]", "127.0.0.1;", "127.0.0.1,x", "127.0.0.1 x", "${x}", "", "-x", "x:1", "[::1]"})
    void anAddressThatCouldBreakOutOfItsLineIsRefused(String host) {
        assertThrows(IllegalArgumentException.class, () -> new Address(host, 5060));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a\nb", "/a;b", "/a,b", "/a&b", "/a${b}", "/a[b", "/a\"b", "a/b", ""})
    void aPathThatCouldBreakOutOfItsLineIsRefused(String path) {
        assertThrows(IllegalArgumentException.class, () -> new Folders(WORK, WORK, WORK, Path.of(path)));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 65_536})
    void aPortIsAPort(int port) {
        assertThrows(IllegalArgumentException.class, () -> new Address("127.0.0.1", port));
        assertThrows(IllegalArgumentException.class, () -> new SipDoor.Tls(port, WORK, WORK));
        assertThrows(IllegalArgumentException.class, () -> new PortRange(10_000, port));
    }

    @Test
    void aRefusalNamesItsCauseAndHoldsNoLineEnd() {
        String message = messageOf(() -> new Trunk("a\nb", List.of("127.0.0.2"), Optional.empty()));
        assertEquals("trunk: [3 characters] (expected: lower-case letters, digits, '-', at most 40)", message);
    }

    @Test
    void aRefusalNeverHoldsASecret() {
        assertFalse(messageOf(() -> new Secret("hunter2")).contains("hunter2"));
        assertFalse(new Phone("a", Houses.DOCTOR, new Phone.Plain(Houses.SECRET))
                .toString()
                .contains(Houses.SECRET.value()));
    }

    @Test
    void aStateFolderWhoseControlSocketWouldBeCutShortIsRefused() {
        Path deep = Path.of("/" + "d".repeat(90));
        assertTrue(messageOf(() -> new Folders(WORK, WORK, deep, WORK)).contains("at most 107 bytes"));
    }

    @Test
    void asterisksEventConnectionStaysOnThisHost() {
        var account = new AmiDoor.Account("engine", Houses.SECRET);
        assertThrows(IllegalArgumentException.class, () -> new AmiDoor(new Address("0.0.0.0", 5038), List.of(account)));
    }

    @Test
    void aFallbackLineThatCannotBeRungIsRefused() {
        assertTrue(messageOf(() -> with(List.of(), Houses.lesLilas(new FallbackLine.House("nobody"))))
                .contains("phone nobody"));
        assertTrue(messageOf(
                        () -> with(List.of(), Houses.lesLilas(new FallbackLine.Outside("carrier", Fixtures.CALLER))))
                .contains("trunk carrier"));
        var inboundOnly = new Trunk("carrier", List.of("127.0.0.2"), Optional.empty());
        assertTrue(messageOf(() -> with(
                        List.of(inboundOnly), Houses.lesLilas(new FallbackLine.Outside("carrier", Fixtures.CALLER))))
                .contains("outbound"));
    }

    @Test
    void aPracticeHasANumberAndAFallbackLine() {
        assertThrows(IllegalArgumentException.class, () -> new AnsweredPractice("a", List.of(), "fr", lines("doctor")));
        assertThrows(
                IllegalArgumentException.class,
                () -> new AnsweredPractice("a", List.of(Fixtures.LES_LILAS_DID), "fr", List.of()));
    }

    @Test
    void twoPracticesNeverShareANumberAndTheRefusalDoesNotTellIt() {
        var other = new AnsweredPractice("other", List.of(Fixtures.LES_LILAS_DID), "fr", lines("doctor"));
        String message = messageOf(() -> with(List.of(), Houses.lesLilas(new FallbackLine.House("doctor")), other));
        assertEquals("number of practices: one number twice (expected: each once)", message);
    }

    @Test
    void anEncryptedPhoneNeedsACertificate() {
        var house = Houses.small(WORK);
        var phone = new Phone("doctor", Houses.DOCTOR, new Phone.Encrypted(Houses.SECRET));
        assertTrue(messageOf(() -> new AsteriskHouse(
                        house.folders(), house.network(), house.trunks(), List.of(phone), house.practices()))
                .startsWith("TLS: no certificate"));
    }

    private static List<FallbackLine> lines(String phone) {
        return List.of(new FallbackLine.House(phone));
    }

    private static AsteriskHouse with(List<Trunk> trunks, AnsweredPractice... practices) {
        var house = Houses.small(WORK);
        return new AsteriskHouse(house.folders(), house.network(), trunks, house.phones(), List.of(practices));
    }

    private static String messageOf(Executable wrong) {
        return String.valueOf(
                assertThrows(IllegalArgumentException.class, wrong).getMessage());
    }
}
