package org.permanence.signin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecoveryCodeTest {

    @Test
    void personGetsTenCodesOf112Bits() {
        List<RecoveryCode> codes = RecoveryCode.generateAll();
        Set<String> texts = new HashSet<>(codes.stream().map(RecoveryCode::text).toList());

        assertEquals(10, texts.size());
        assertTrue(texts.stream().allMatch(text -> text.matches("[0-9a-f]{4}(-[0-9a-f]{4}){6}")), "7 × 16 bits");
    }

    @Test
    void codeIsReadHoweverItIsTyped() {
        RecoveryCode code = RecoveryCode.generateAll().getFirst();

        for (String typed : List.of(
                code.text(),
                code.text().toUpperCase(java.util.Locale.ROOT),
                code.text().replace("-", ""),
                "  " + code.text().replace('-', ' ') + "\n")) {
            assertEquals(Optional.of(code.digest()), RecoveryCode.read(typed).map(RecoveryCode::digest));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "287082", "0123-4567-89ab-cdef-0123-4567-89a", "0123-4567-89ab-cdef-0123-4567-89ag"})
    void otherTextIsNoCode(String typed) {
        assertTrue(RecoveryCode.read(typed).isEmpty());
    }
}
