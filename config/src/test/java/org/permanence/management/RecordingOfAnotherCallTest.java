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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.permanence.assistant.Login;
import org.permanence.boot.RecordsOnDisk;
import org.permanence.call.CallEnded;
import org.permanence.settings.InstallationOnDisk;

/// Only the assistant in a call pauses and resumes its recording. Ines is in the call `call`, which is recorded.
class RecordingOfAnotherCallTest {

    private RecordsOnDisk records;
    private RecordsApi api;

    @BeforeEach
    void open(@TempDir Path directory) throws CallEnded {
        records = RecordsOnDisk.open(new InstallationOnDisk(directory).settings());
        records.record("call", new Login("ines"));
        api = records.api();
    }

    @AfterEach
    void close() {
        records.close();
    }

    @ParameterizedTest
    @CsvSource({
        "omar, assistant",
        "ines, supervisor",
        "claire, supervisor",
        "claire, practice-manager",
        "claire, operations",
        "Ines, assistant"
    })
    void othersAreRefusedAsForAnUnknownCall(String actor, String role) {
        for (String action : List.of("pause", "resume")) {
            Reply unknown = send("unknown", action, "ines", "assistant");

            Reply refused = send("call", action, actor, role);

            assertEquals(409, refused.status(), refused::toString);
            assertEquals(unknown, refused);
        }
    }

    @Test
    void assistantInTheCallPausesAndResumes() {
        assertEquals(200, send("call", "pause", "ines", "assistant").status());
        assertEquals(200, send("call", "resume", "ines", "assistant").status());
    }

    private Reply send(String call, String action, String actor, String role) {
        return api.handle(new ApiRequest(
                "POST",
                List.of("calls", call, "recording", action),
                Map.of("actor", actor, "role", role, "purpose", "hoperat"),
                Optional.empty(),
                Optional.empty(),
                ""));
    }
}
