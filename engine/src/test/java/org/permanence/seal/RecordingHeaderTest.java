package org.permanence.seal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.seal.SealFixture.FIRST;
import static org.permanence.seal.SealFixture.assertFails;
import static org.permanence.seal.SealFixture.header;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.permanence.call.CallId;
import org.permanence.practice.PracticeId;
import org.permanence.testing.SteppedClock;

class RecordingHeaderTest {

    private static final String WRITTEN = "{\"call\":\"1763458200.42\",\"channels\":2,\"codec\":\"pcm_s16le\","
            + "\"practice\":\"les-lilas\",\"rate\":8000,\"recipients\":[],"
            + "\"recording\":\"0199aaaa-0000-7000-8000-000000000001\",\"started\":\"2026-11-18T09:30:00.250Z\","
            + "\"suite\":\"AES256_GCM_HKDF_SHA256_4KB\",\"truncated\":false,\"v\":1}";

    @Test
    void headerHasOneCanonicalForm() {
        assertEquals(WRITTEN, new String(header(FIRST).canonical(), UTF_8));
        assertEquals(header(FIRST), RecordingHeader.read(WRITTEN.getBytes(UTF_8)));
    }

    @Test
    void nonCanonicalFormIsRefused() {
        for (String other : List.of(
                WRITTEN + " ",
                WRITTEN.replace("\"v\":1", "\"v\": 1"),
                WRITTEN.replace("les-lilas", "les\\u002dlilas"),
                WRITTEN.replace("\"v\":1", "\"v\":1.0"),
                WRITTEN.replace("\"v\":1", "\"v\":\"1\""),
                WRITTEN.replace("\"truncated\":false,\"v\":1", "\"v\":1,\"truncated\":false"))) {
            assertFails(SealFailure.HEADER_NOT_CANONICAL, () -> RecordingHeader.read(other.getBytes(UTF_8)));
        }
    }

    @Test
    void extraMissingOrDuplicateFieldIsRefused() {
        List<String> others = new ArrayList<>(List.of(
                WRITTEN.replace("\"v\":1", "\"v\":1,\"w\":1"),
                WRITTEN.replace("\"v\":1", "\"v\":1,\"v\":1"),
                WRITTEN.replace("\"v\":1", "\"v\":null"),
                WRITTEN.replace("[]", "null"),
                WRITTEN.replace("[]", "[null]"),
                WRITTEN + "{}",
                "[]",
                "\"\"",
                "null",
                "[".repeat(8_000)));
        for (String field : WRITTEN.substring(1, WRITTEN.length() - 1).split(",", -1)) {
            others.add(WRITTEN.replace(field + ",", "").replace("," + field, ""));
        }
        for (String other : others) {
            assertFails(SealFailure.HEADER_UNREADABLE, () -> RecordingHeader.read(other.getBytes(UTF_8)));
        }
    }

    @Test
    void impossibleValuesAreRefused() {
        for (String other : List.of(
                WRITTEN.replace("8000", "16000"),
                WRITTEN.replace(":2,", ":1,"),
                WRITTEN.replace("pcm_s16le", "ulaw"),
                WRITTEN.replace("les-lilas", "Les Lilas"),
                WRITTEN.replace("-7000-", "-4000-"),
                WRITTEN.replace("09:30", "29:30"),
                WRITTEN.replace("00.250Z", "00.25Z"),
                WRITTEN.replace("00.250Z", "00.250001Z"),
                WRITTEN.replace(
                        "[]", "[{\"kem\":\"RSA\",\"kid\":\"0011223344556677\",\"wrap\":\"" + "A".repeat(107) + "\"}]"),
                WRITTEN.replace("1763458200.42", "../42"))) {
            assertFails(SealFailure.HEADER_UNREADABLE, () -> RecordingHeader.read(other.getBytes(UTF_8)));
        }
    }

    @Test
    void otherVersionOrSuiteIsRefused() {
        for (String other : List.of(WRITTEN.replace("\"v\":1", "\"v\":2"), WRITTEN.replace("4KB", "1MB"))) {
            assertFails(SealFailure.OTHER_VERSION, () -> RecordingHeader.read(other.getBytes(UTF_8)));
        }
    }

    @Test
    void headerSizeIsLimited() {
        assertFails(SealFailure.HEADER_SIZE, () -> RecordingHeader.read(new byte[1]));
        assertFails(SealFailure.HEADER_SIZE, () -> RecordingHeader.read(new byte[8_193]));
    }

    @Test
    void largestHeaderIsWithinTheLimit() {
        var recipients = new ArrayList<Recipient>();
        for (int i = 0; i < RecordingHeader.MAX_RECIPIENTS; i++) {
            recipients.add(new Recipient("%016x".formatted(i), Primitives.base64(new byte[80])));
        }
        var header = new RecordingHeader(
                FIRST,
                new PracticeId("p".repeat(40)),
                new CallId("c".repeat(64)),
                SteppedClock.WEDNESDAY_MORNING,
                true,
                recipients);
        assertTrue(header.canonical().length <= RecordingHeader.MAX_BYTES);
        assertEquals(header, RecordingHeader.read(header.canonical()));
    }

    @Test
    void errorMessageQuotesNoInput() {
        String secret = WRITTEN.replace("\"v\":1", "\"v\":\"Canari\"");
        try {
            RecordingHeader.read(secret.getBytes(UTF_8));
        } catch (SealException refused) {
            for (Throwable at = refused; at != null; at = at.getCause()) {
                assertFalse(String.valueOf(at.getMessage()).contains("Canari"));
            }
        }
    }

    @Test
    void idsSortByTimeAndAreUnique() {
        var clock = new SteppedClock();
        Set<RecordingId> ids = new HashSet<>();
        String before = "";
        for (int i = 0; i < 1_000; i++) {
            clock.advance(Duration.ofMillis(1));
            var id = RecordingId.next(clock);
            assertTrue(id.value().compareTo(before) > 0);
            before = id.value();
            ids.add(id);
        }
        assertEquals(1_000, ids.size());
        assertTrue(before.startsWith("0" + Long.toHexString(clock.millis()).substring(0, 7)));
    }
}
