package org.permanence.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.permanence.seal.SealFixture.FIRST;
import static org.permanence.seal.SealFixture.LES_LILAS;
import static org.permanence.seal.SealFixture.PORT_ROYAL;
import static org.permanence.seal.SealFixture.SECOND;
import static org.permanence.seal.SealFixture.assertFails;
import static org.permanence.testing.Fixtures.CALLER;

import org.junit.jupiter.api.Test;
import org.permanence.privacy.PhoneNumber;

class NumberSealerTest {

    private final NumberSealer numbers = NumberSealer.of(SealFixture.key(1), LES_LILAS, FIRST);

    @Test
    void numberOpensOnlyForItsRecordingAndKey() {
        SealedNumber closed = numbers.seal(CALLER);

        for (NumberSealer other : new NumberSealer[] {
            NumberSealer.of(SealFixture.key(2), LES_LILAS, FIRST),
            NumberSealer.of(SealFixture.key(1), LES_LILAS, SECOND),
            NumberSealer.of(SealFixture.key(1), PORT_ROYAL, FIRST)
        }) {
            assertFails(SealFailure.WRAP_REFUSED, () -> other.open(closed));
        }
        assertEquals(CALLER, numbers.open(closed));
    }

    @Test
    void alteredNumberIsRefused() {
        char[] text = numbers.seal(CALLER).text().toCharArray();
        text[20] = text[20] == 'A' ? 'B' : 'A';

        assertFails(SealFailure.WRAP_REFUSED, () -> numbers.open(new SealedNumber(new String(text))));
        assertThrows(IllegalArgumentException.class, () -> new SealedNumber("A".repeat(58)));
    }

    @Test
    void sealedNumberRevealsNothing() {
        SealedNumber closed = numbers.seal(CALLER);

        assertFalse(closed.text().contains("33199"));
        assertEquals(59, numbers.seal(PhoneNumber.parse("+112112")).text().length());
        assertNotEquals(closed, numbers.seal(CALLER));
        for (String number : new String[] {"+112112", "+123456789012345"}) {
            var parsed = PhoneNumber.parse(number);
            assertEquals(parsed, numbers.open(numbers.seal(parsed)));
        }
    }

    @Test
    void closedSealerOpensNothing() {
        SealedNumber closed = numbers.seal(CALLER);

        numbers.close();

        assertFails(SealFailure.WRAP_REFUSED, () -> numbers.open(closed));
    }
}
