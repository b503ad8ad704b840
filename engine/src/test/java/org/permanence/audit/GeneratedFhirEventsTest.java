package org.permanence.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.permanence.access.Principal;
import org.permanence.access.Purpose;
import org.permanence.access.Role;
import org.permanence.audit.FhirAuditExport.Selection;
import org.permanence.practice.PracticeId;
import org.permanence.text.TimeOrderedUuid;

/// Validates generated events of each pattern with all values that an entry allows: a few in each build, a thousand
/// of each with `-Dpermanence.full=true`.
class GeneratedFhirEventsTest {

    private static final int EVENTS_PER_PATTERN = Boolean.getBoolean("permanence.full") ? 1_000 : 20;
    private static final int BATCH = 50;
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final String MARKS = "._:/@+-";

    private final Random random = new Random(27);
    private final InMemoryReplica replica = new InMemoryReplica();

    @Test
    void generatedEventsOfEachPatternAreValid() throws IOException {
        Map<FhirAuditPattern, List<Action>> patterns =
                Arrays.stream(Action.values()).collect(Collectors.groupingBy(FhirAuditPattern::of));
        try (var log = AuditLogFixture.openWithLongTimeout(replica)) {
            for (List<Action> actions : patterns.values()) {
                for (int i = 0; i < EVENTS_PER_PATTERN; i++) {
                    writeEntry(log, request(actions.get(i % actions.size())));
                }
            }
        }
        List<String> lines = export();

        assertEquals(10 * EVENTS_PER_PATTERN, lines.size(), "of 10 patterns");
        for (int from = 0; from < lines.size(); from += BATCH) {
            assertEquals(
                    List.of(), FhirValidation.errorsOfAll(lines.subList(from, Math.min(lines.size(), from + BATCH))));
        }
        System.out.println(
                "valid AuditEvents: " + lines.size() + ", " + EVENTS_PER_PATTERN + " of each of 10 patterns");
    }

    @Test
    void invalidEventInABatchIsFound() throws IOException {
        try (var log = AuditLogFixture.openWithLongTimeout(replica)) {
            for (Action action : Action.values()) {
                writeEntry(log, request(action));
            }
        }
        List<String> lines = new ArrayList<>(export());
        lines.set(5, lines.get(5).replace("\"type\":\"1\"", "\"type\":\"9\""));

        assertFalse(FhirValidation.errorsOfAll(lines).isEmpty());
    }

    private List<String> export() throws IOException {
        var out = new StringWriter();
        var events = new FhirAuditExport(replica, AuditLogFixture.SIGNER.key(), "permanence.example");
        assertTrue(
                events.export(Selection.ofPeriod(Instant.EPOCH, Instant.parse("9999-01-01T00:00:00Z")), () -> out) > 0);
        return out.toString().lines().toList();
    }

    private void writeEntry(AuditLog log, AuditRequest request) {
        if (random.nextInt(4) == 0) {
            log.note(request);
            return;
        }
        AuditReceipt receipt = log.open(request);
        if (random.nextInt(4) != 0) {
            log.close(receipt, pick(AuditGate.Outcome.values()));
        }
    }

    private AuditRequest request(Action action) {
        Principal actor = random.nextInt(4) == 0
                ? Principal.ENGINE
                : new Principal.Person(word(100), pick(Role.values()), word(100), session());
        Optional<PracticeId> practice = random.nextInt(4) == 0
                ? Optional.empty()
                : Optional.of(
                        new PracticeId("p" + word(39).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "-")));
        return new AuditRequest(
                actor, practice, action, object(action), pick(Purpose.values()), details(), Optional.empty());
    }

    private String session() {
        return random.nextBoolean() ? Principal.NO_SESSION : TimeOrderedUuid.next(InstantSource.system());
    }

    /// Erasing and blocking concern a patient.
    private AuditObject object(Action action) {
        if (Set.of(Action.PATIENT_ERASED, Action.NUMBER_BLOCKED, Action.NUMBER_UNBLOCKED)
                .contains(action)) {
            return new AuditObject(
                    AuditObject.Kind.PATIENT, String.format("%016x%016x", random.nextLong(), random.nextLong()));
        }
        AuditObject.Kind kind = pick(AuditObject.Kind.values());
        return new AuditObject(kind == AuditObject.Kind.PATIENT ? AuditObject.Kind.RECORDING : kind, word(100));
    }

    private SortedMap<String, String> details() {
        var details = new TreeMap<String, String>();
        for (int i = random.nextInt(4); i > 0; i--) {
            details.put(word(20), word(100));
        }
        return details;
    }

    /// A word of up to `maxLength` characters, without digits, because six digits in a row are refused as a number.
    private String word(int maxLength) {
        var word = new StringBuilder().append(letter());
        for (int i = random.nextInt(maxLength); i > 0; i--) {
            word.append(random.nextInt(5) == 0 ? mark() : letter());
        }
        return word.toString();
    }

    private char letter() {
        return LETTERS.charAt(random.nextInt(LETTERS.length()));
    }

    private char mark() {
        return MARKS.charAt(random.nextInt(MARKS.length()));
    }

    private <E> E pick(E[] values) {
        return values[random.nextInt(values.length)];
    }
}
