package org.permanence.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.permanence.seal.CallbackNumbers.NumberOwner.PATIENT;
import static org.permanence.seal.CallbackNumbers.NumberOwner.PRACTICE;
import static org.permanence.seal.SealFixture.LES_LILAS;
import static org.permanence.seal.SealFixture.PORT_ROYAL;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.call.CallId;
import org.permanence.testing.Fixtures;

class CallbackNumbersTest {

    private static final Instant NOON = Instant.parse("2026-11-18T12:00:00Z");
    private static final CallId ONE = new CallId("callback-1");

    @TempDir
    Path folder;

    private CallbackNumbers numbers;

    @BeforeEach
    void setUp() {
        FileRootKey.create(folder.resolve("root"));
        numbers = new CallbackNumbers(
                new KeyChain(new FolderKeyStore(folder.resolve("keys")), FileRootKey.read(folder.resolve("root"))));
    }

    @Test
    void numberOpensOnlyForItsCallbackPracticeAndOwner() {
        SealedNumber sealed = numbers.seal(LES_LILAS, ONE, PATIENT, Fixtures.CALLER, NOON);
        assertRefused(() -> numbers.open(LES_LILAS, new CallId("callback-2"), PATIENT, sealed, NOON));
        assertRefused(() -> numbers.open(PORT_ROYAL, ONE, PATIENT, sealed, NOON));
        assertRefused(() -> numbers.open(LES_LILAS, ONE, PRACTICE, sealed, NOON));
        assertRefused(() -> numbers.open(LES_LILAS, ONE, PATIENT, sealed, NOON.plus(Duration.ofDays(1))));
    }

    @Test
    void sealedNumberOpensUnchangedAndRevealsNothing() {
        SealedNumber sealed = numbers.seal(LES_LILAS, ONE, PATIENT, Fixtures.CALLER, NOON);
        assertEquals(Fixtures.CALLER, numbers.open(LES_LILAS, ONE, PATIENT, sealed, NOON));
        assertFalse(sealed.text().contains("742"));
        assertNotEquals(sealed, numbers.seal(LES_LILAS, ONE, PATIENT, Fixtures.CALLER, NOON), "never the same twice");
    }

    @Test
    void numberCannotBeOpenedAfterAWeek() {
        SealedNumber sealed = numbers.seal(LES_LILAS, ONE, PATIENT, Fixtures.CALLER, NOON);
        numbers.destroyExpiredKeys(NOON.plus(Duration.ofDays(CallbackNumbers.KEY_DAYS)));
        assertEquals(Fixtures.CALLER, numbers.open(LES_LILAS, ONE, PATIENT, sealed, NOON));
        numbers.destroyExpiredKeys(NOON.plus(Duration.ofDays(CallbackNumbers.KEY_DAYS + 1)));
        assertRefused(() -> numbers.open(LES_LILAS, ONE, PATIENT, sealed, NOON));
    }

    private static void assertRefused(Runnable opening) {
        assertThrows(SealException.class, opening::run);
    }
}
