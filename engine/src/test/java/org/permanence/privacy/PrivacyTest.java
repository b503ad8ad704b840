package org.permanence.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.permanence.testing.Fixtures;

class PrivacyTest {

    @Test
    void invalidE164IsRefusedWithoutEchoingIt() {
        for (String raw : List.of(
                "",
                "+",
                "0199000742",
                "33199000742",
                "+0199000742",
                "+12345",
                "+1234567890123456",
                "+33 1 99 00 07 42",
                "+33199000742\r\n",
                "+33199000742;x",
                "+\u0663\u0663199000742")) {
            var thrown = assertThrows(IllegalArgumentException.class, () -> PhoneNumber.parse(raw));
            assertEquals("phone number: unreadable (expected: E.164, such as +33199000001)", thrown.getMessage());
        }
    }

    @Test
    void missingCallerIdIsEmptyAndNotAFault() {
        for (String raw : List.of("", "anonymous", "Anonymous", "restricted", "+", "1", "${EVIL}", "x".repeat(4096))) {
            assertEquals(Optional.empty(), PhoneNumber.presented(raw, "FR"), raw);
        }
    }

    @Test
    void nationalAndInternationalFormsAreEqual() {
        var number = PhoneNumber.parse("+33199000742");

        assertEquals(Optional.of(number), PhoneNumber.presented("0199000742", "FR"));
        assertEquals(Optional.of(number), PhoneNumber.presented("+33199000742", "FR"));
        assertEquals(Optional.of(number), PhoneNumber.presented("0033199000742", "FR"));
    }

    @Test
    void numberIsSpokenAsDialledInTheCountry() {
        assertEquals("0199000742", Fixtures.CALLER.dialledIn("FR"));
        assertEquals("0033199000742", Fixtures.CALLER.dialledIn("BE"));
    }

    @Test
    void numbersAreEqualIfTheirDigitsAre() {
        assertEquals(Fixtures.CALLER, PhoneNumber.parse(Fixtures.CALLER.digits()));
        assertEquals(
                Fixtures.CALLER.hashCode(),
                PhoneNumber.parse(Fixtures.CALLER.digits()).hashCode());
        assertNotEquals(Fixtures.CALLER, Fixtures.LES_LILAS_DID);
    }

    @Test
    void numberDoesNotPrintItself() {
        assertEquals("[number]", Fixtures.CALLER.toString());
        assertFalse(List.of(Fixtures.CALLER).toString().contains("33199"));
    }

    @Test
    void textDoesNotPrintItself() {
        var text = new PersonalText("Mme " + Fixtures.SURNAME);

        assertEquals("[text]", text.toString());
        assertEquals("Mme " + Fixtures.SURNAME, text.text());
        assertEquals(new PersonalText("Mme " + Fixtures.SURNAME), text);
        assertEquals(new PersonalText("Mme " + Fixtures.SURNAME).hashCode(), text.hashCode());
        assertNotEquals(new PersonalText("M. " + Fixtures.SURNAME), text);
    }
}
