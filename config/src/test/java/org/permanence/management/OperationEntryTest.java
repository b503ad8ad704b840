package org.permanence.management;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.permanence.access.Role;
import org.permanence.audit.Action;
import org.permanence.audit.AuditRequest;
import org.permanence.practice.PracticeId;

/// Which request leaves which entry.
class OperationEntryTest {

    private static final Map<String, String> OF_LES_LILAS = Map.of("practice", "les-lilas");

    @ParameterizedTest
    @CsvSource({
        "GET, on-call/practices/les-lilas/lines, ROTA_READ, les-lilas, lines",
        "GET, on-call/groups/nord/overrides, ROTA_READ, nord, overrides",
        "POST, on-call/practices/les-lilas/overrides, ROTA_OVERRIDDEN, les-lilas, overrides",
        "POST, on-call/overrides/7/cancel, ROTA_OVERRIDDEN, 7, cancel",
        "POST, practices/les-lilas/rollback, PRACTICE_CHANGED, les-lilas, rollback",
        "POST, assistants/ines/transfer, ASSISTANT_CHANGED, ines, transfer",
        "POST, calls/1795000000.42/recording/pause, RECORDING_PAUSED, 1795000000.42, ",
        "POST, calls/1795000000.42/recording/resume, RECORDING_RESUMED, 1795000000.42, "
    })
    void requestLeavesAnEntry(String method, String path, String action, String object, String what) {
        AuditRequest entry =
                entryOf(request(method, path, OF_LES_LILAS)).orElseThrow().toAuditRequest();

        assertEquals(action, entry.action().name());
        assertEquals(object, entry.object().name());
        assertEquals(
                Optional.ofNullable(what), Optional.ofNullable(entry.details().get("what")));
        assertEquals("claire", entry.actor().name());
    }

    @Test
    void readOfTheJournalIsEnteredForItsPractice() {
        AuditRequest entry =
                entryOf(request("GET", "journal", OF_LES_LILAS)).orElseThrow().toAuditRequest();

        assertEquals(Action.JOURNAL_READ, entry.action());
        assertEquals(Optional.of(new PracticeId("les-lilas")), entry.practice());
        assertEquals("les-lilas", entry.object().name());
    }

    @ParameterizedTest
    @ValueSource(strings = {"channels", "audit/state", "ready", "recordings", "messages", "assistants/ines"})
    void figuresAndRequestsThatTheirHandlerEntersLeaveNone(String path) {
        assertEquals(Optional.empty(), entryOf(request("GET", path, Map.of())));
    }

    @Test
    void journalWithoutAPracticeIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> entryOf(request("GET", "journal", Map.of())));
    }

    private static Optional<OperationEntry> entryOf(ApiRequest request) {
        return ApiRoutes.find(request).flatMap(match -> OperationEntry.of(match, request));
    }

    private static ApiRequest request(String method, String path, Map<String, String> parameters) {
        return PermittedRequests.of(method, path, parameters, "claire", Role.SUPERVISOR);
    }
}
