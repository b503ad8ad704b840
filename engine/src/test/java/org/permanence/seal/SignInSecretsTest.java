package org.permanence.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Seeds of one-time codes, device cookies and signed challenges.
class SignInSecretsTest {

    private static final Instant NOW = Instant.parse("2026-11-18T09:30:00Z");
    private static final String CLAIRE = "0199aaaa-0000-7000-8000-000000000001";
    private static final String INES = "0199aaaa-0000-7000-8000-000000000002";

    @TempDir
    Path folder;

    private TotpSeeds seeds;
    private DeviceCookies cookies;
    private KeyChain keys;
    private SignedChallenges challenges;

    @BeforeEach
    void open() {
        FileRootKey.create(folder.resolve("root"));
        keys = new KeyChain(new FolderKeyStore(folder.resolve("keys")), FileRootKey.read(folder.resolve("root")));
        seeds = new TotpSeeds(keys);
        cookies = new DeviceCookies(keys);
        challenges = new SignedChallenges(keys);
    }

    @Test
    void seedOfAnotherPersonCannotBeOpened() {
        SealedTotpSeed sealed = seeds.seal(CLAIRE, TotpSeed.generate());

        var refusal = assertThrows(SealException.class, () -> seeds.open(INES, sealed));
        assertEquals(SealFailure.WRAP_REFUSED, refusal.failure());
    }

    @Test
    void seedIsOpenedForItsPersonAndDiffersEachTimeItIsSealed() {
        var seed = TotpSeed.generate();

        assertEquals(seed, seeds.open(CLAIRE, seeds.seal(CLAIRE, seed)));
        assertNotEquals(seeds.seal(CLAIRE, seed), seeds.seal(CLAIRE, seed));
    }

    @Test
    void seedIsShownAsAppsReadIt() {
        var seed = TotpSeed.of("12345678901234567890".getBytes(StandardCharsets.US_ASCII));

        assertEquals("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", seed.text());
        assertEquals(
                "otpauth://totp/Permanence:claire?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
                        + "&issuer=Permanence&algorithm=SHA1&digits=6&period=30",
                seed.address("claire"));
        assertEquals("[seed]", seed.toString());
    }

    @Test
    void challengeIsRecognizedForItsPurposeOnly() {
        String challenge = challenges.issue(NOW, "step-up", CLAIRE);

        assertEquals(Optional.of(NOW), challenges.issuedAt(challenge, "step-up", CLAIRE));
        assertEquals(Optional.empty(), challenges.issuedAt(challenge, "step-up", INES));
        assertEquals(Optional.empty(), challenges.issuedAt(challenge, "step-up"));
        assertNotEquals(challenge, challenges.issue(NOW, "step-up", CLAIRE));
    }

    @Test
    void alteredChallengeIsUnknownWhereverItIsAltered() {
        String challenge = challenges.issue(NOW, "sign-in");
        for (int place = 0; place < challenge.length(); place++) {
            char other = challenge.charAt(place) == 'A' ? 'B' : 'A';
            String altered = challenge.substring(0, place) + other + challenge.substring(place + 1);

            assertEquals(Optional.empty(), challenges.issuedAt(altered, "sign-in"), "character " + place);
        }
        assertEquals(Optional.empty(), challenges.issuedAt(challenge + "A", "sign-in"));
        assertEquals(Optional.empty(), challenges.issuedAt("", "sign-in"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 16, 19, 21, 32})
    void seedOfAnotherLengthIsRefused(int bytes) {
        assertThrows(IllegalArgumentException.class, () -> TotpSeed.of(new byte[bytes]));
    }

    @Test
    void cookieNamesTheSameDeviceForItsLoginOnly() {
        String cookie = cookies.issue("claire", NOW);

        assertEquals(Optional.of(cookie.substring(0, 32)), cookies.deviceOf(cookie, "claire", NOW.plusSeconds(60)));
        assertEquals(Optional.empty(), cookies.deviceOf(cookie, "ines", NOW));
        assertNotEquals(cookie.substring(0, 32), cookies.issue("claire", NOW).substring(0, 32));
    }

    @Test
    void cookieIsBelievedFor180DaysAndNotBeforeItWasIssued() {
        String cookie = cookies.issue("claire", NOW);

        assertTrue(cookies.deviceOf(cookie, "claire", NOW.plus(Duration.ofDays(180)))
                .isPresent());
        assertFalse(cookies.deviceOf(cookie, "claire", NOW.plus(Duration.ofDays(181)))
                .isPresent());
        assertFalse(cookies.deviceOf(cookie, "claire", NOW.minus(Duration.ofDays(1)))
                .isPresent());
    }

    @Test
    void cookieChangedInAnyCharacterIsNotBelieved() {
        String cookie = cookies.issue("claire", NOW);
        for (int index = 0; index < cookie.length(); index++) {
            char changed = cookie.charAt(index) == '1' ? '2' : '1';
            String forged = cookie.substring(0, index) + changed + cookie.substring(index + 1);
            assertEquals(Optional.empty(), cookies.deviceOf(forged, "claire", NOW));
            assertEquals(Optional.empty(), cookies.deviceOf(cookie.substring(0, index), "claire", NOW));
        }
        assertEquals(Optional.empty(), cookies.deviceOf(cookie + "0", "claire", NOW));
    }

    @Test
    void keysThatStrangersCauseTheUseOfAreUnwrappedOnce() throws IOException {
        var pseudonyms = new AttemptPseudonyms(keys);
        String claire = pseudonyms.of("LOGIN claire");
        String cookie = cookies.issue("claire", NOW);
        String challenge = challenges.issue(NOW, "sign-in");
        try (Stream<Path> files = Files.walk(folder.resolve("keys"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }

        assertEquals(claire, pseudonyms.of("LOGIN claire"));
        assertTrue(cookies.deviceOf(cookie, "claire", NOW).isPresent());
        assertTrue(challenges.issuedAt(challenge, "sign-in").isPresent());
    }

    @Test
    void attemptsAreCountedUnderPseudonymsOfThisInstallation() {
        var pseudonyms = new AttemptPseudonyms(keys);
        String claire = pseudonyms.of("LOGIN claire");

        assertTrue(claire.matches("[0-9a-f]{64}"), claire);
        assertEquals(claire, new AttemptPseudonyms(keys).of("LOGIN claire"));
        assertNotEquals(claire, pseudonyms.of("NETWORK claire"));
        assertNotEquals(pseudonyms.of("LOGIN zoé"), pseudonyms.of("LOGIN zoè"), "any Unicode");
        FileRootKey.create(folder.resolve("other-root"));
        var others = new KeyChain(
                new FolderKeyStore(folder.resolve("other-keys")), FileRootKey.read(folder.resolve("other-root")));
        assertNotEquals(claire, new AttemptPseudonyms(others).of("LOGIN claire"), "another installation");
    }
}
