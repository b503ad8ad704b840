package org.permanence.management;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.boot.RecordsOnDisk;
import org.permanence.settings.InstallationOnDisk;

/// A request to the management port never enters the audit log as the engine itself.
class RequestActorTest {

    private RecordsOnDisk records;
    private RecordsApi api;

    @BeforeEach
    void open(@TempDir Path directory) {
        records = RecordsOnDisk.open(new InstallationOnDisk(directory).settings());
        api = records.api();
    }

    @AfterEach
    void close() {
        records.close();
    }

    @Test
    void roleOfAPersonIsAccepted() {
        assertEquals(200, listRecordings("claire", "practice-manager").status());
        assertEquals(2, records.auditLog().state().entries(), "entries of the access and its result");
    }

    @Test
    void roleOfTheEngineIsRefusedAndLeavesNoAuditEntry() {
        for (String role : List.of("engine", "ENGINE", "Engine")) {
            assertEquals(400, listRecordings("claire", role).status(), role);
        }
        assertEquals(0, records.auditLog().state().entries());
    }

    @Test
    void nameOfTheEngineIsRefusedAndLeavesNoAuditEntry() {
        for (String name : List.of("engine", "ENGINE", "Engine")) {
            assertEquals(400, listRecordings(name, "practice-manager").status(), name);
        }
        assertEquals(0, records.auditLog().state().entries());
    }

    private Reply listRecordings(String name, String role) {
        return api.handle(new ApiRequest(
                "GET",
                List.of("recordings"),
                Map.of("practice", "les-lilas", "actor", name, "role", role, "purpose", "hoperat"),
                Optional.empty(),
                Optional.empty(),
                ""));
    }
}
